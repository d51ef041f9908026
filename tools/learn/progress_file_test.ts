import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { joinedProgress, nothingYet, type Progress } from "./progress.ts";
import {
  exportProgress,
  importProgress,
  loadProgress,
  progressFile,
  saveProgress,
} from "./progress_file.ts";

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

Deno.test("what a page has exported is added, and what is exported is what was saved", async () => {
  await inScratch(async (folder) => {
    const page: Progress = { done: ["02-time/1", "01-replay/1"], hints: {}, looked: [] };
    await Deno.writeTextFile(`${folder}/page.json`, JSON.stringify(page));
    await saveProgress(folder, some);
    assertEquals(
      await importProgress(folder, `${folder}/page.json`),
      "1 part more done now, 2 in all",
    );
    assertEquals(await loadProgress(folder), { progress: joinedProgress(some, page) });
    const words = await exportProgress(folder, `${folder}/out.json`);
    assertEquals(words, `2 parts done, written to ${folder}/out.json`);
    assertEquals(
      JSON.parse(await Deno.readTextFile(`${folder}/out.json`)),
      joinedProgress(some, page),
    );
  });
});

Deno.test("what is no progress is refused, and nothing is changed by it", async () => {
  await inScratch(async (folder) => {
    await saveProgress(folder, some);
    await Deno.writeTextFile(`${folder}/answers.json`, "{}");
    for (
      const [file, why] of [["answers.json", "must hold"], ["nowhere.json", "must be readable"]]
    ) {
      const error = await importProgress(folder, `${folder}/${file}`).catch((each) => each);
      assertStringIncludes(`${error}`, `${folder}/${file} ${why}`);
    }
    assertEquals(await loadProgress(folder), { progress: some });
  });
});
