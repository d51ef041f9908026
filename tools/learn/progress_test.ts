import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  loadProgress,
  nothingYet,
  parseProgress,
  type Progress,
  progressFile,
  saveProgress,
} from "./progress.ts";

const some: Progress = {
  path: "beginner",
  at: "01-replay/3",
  done: ["01-replay/1"],
  hints: { "01-replay/3": 2 },
  looked: [],
};

async function inScratch(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("what is saved is what is loaded, and without a file everything begins anew", async () => {
  await inScratch(async (folder) => {
    assertEquals(await loadProgress(folder), { progress: nothingYet });
    await saveProgress(folder, some);
    assertEquals(await loadProgress(folder), { progress: some });
  });
});

Deno.test("a damaged file is said, kept beside, and replaced", async () => {
  await inScratch(async (folder) => {
    for (const damaged of ['{"done":', "7", '{"done":[1],"hints":{},"looked":[]}', ""]) {
      await Deno.writeTextFile(`${folder}/${progressFile}`, damaged);
      const { progress, notice } = await loadProgress(folder);
      assertEquals(progress, nothingYet);
      assertStringIncludes(notice ?? "", ".learn.json.bak");
      assertEquals(await Deno.readTextFile(`${folder}/${progressFile}.bak`), damaged);
      assertEquals(await loadProgress(folder), { progress: nothingYet });
    }
  });
});

Deno.test("only what has the right shape is taken", () => {
  assertEquals(parseProgress(JSON.stringify({ ...some, more: 1 })), some);
  for (
    const wrong of [{ path: "easy" }, { at: 3 }, { hints: { a: -1 } }, { hints: [] }, {
      looked: "x",
    }]
  ) {
    assertEquals(parseProgress(JSON.stringify({ ...some, ...wrong })), undefined);
  }
});

Deno.test("where nothing can be written the reader is told in one line", async () => {
  await inScratch(async (folder) => {
    const error = await saveProgress(`${folder}/nowhere`, some).catch((each) => each);
    assert(error instanceof Error);
    assertStringIncludes(
      error.message,
      "Cannot keep your place because .learn.json must be writable",
    );
  });
});
