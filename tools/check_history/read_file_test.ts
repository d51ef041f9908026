import { assertEquals, assertRejects } from "@std/assert";
import { gzipSync } from "node:zlib";
import { readText, UnreadableFile } from "./read_file.ts";

async function withFile(
  content: Uint8Array | string,
  run: (path: string) => Promise<void>,
): Promise<void> {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeFile(
      path,
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    );
    await run(path);
  } finally {
    await Deno.remove(path);
  }
}

const text = "{:process 0}\n; é\n";

Deno.test("a file is read as text, packed by gzip or not, in one piece or several", async () => {
  const parts = [gzipSync(text.slice(0, 5)), gzipSync(text.slice(5))];
  const packed = new Uint8Array(parts.flatMap((part) => [...part]));
  for (const content of [text, `\uFEFF${text}`, packed]) {
    await withFile(content, async (path) => assertEquals(await readText(path), text));
  }
});

const refused: readonly (readonly [what: string, content: Uint8Array, why: string])[] = [
  ["what is not UTF-8", new Uint8Array([65, 10, 10, 0xc3, 0x28]), "line 3 must be text in UTF-8"],
  ["UTF-16", new Uint8Array([0xff, 0xfe, 65, 0]), "line 1 must be text in UTF-8"],
  ["a character that is cut off", new Uint8Array([65, 0xc3]), "line 1 must be text in UTF-8"],
  [
    "a zero byte",
    new Uint8Array([65, 10, 0]),
    "line 2 must be text in UTF-8: given a byte that is 0",
  ],
  ["half of a packed file", gzipSync(text).subarray(0, 20), "what gzip packed in it is damaged"],
];
for (const [what, content, why] of refused) {
  Deno.test(`${what} is refused`, async () => {
    await withFile(content, async (path) => {
      await assertRejects(() => readText(path), UnreadableFile, why);
    });
  });
}

Deno.test("what is too large is refused before it is read", async () => {
  await withFile("", async (path) => {
    await Deno.truncate(path, 2 ** 28 + 1);
    await assertRejects(() => readText(path), UnreadableFile, "it holds more than 256 MiB");
  });
});

Deno.test("what is not there, or is a folder, is told", async () => {
  await assertRejects(() => readText("/no/such/file"), UnreadableFile, "there is no such file");
  await assertRejects(() => readText("."), UnreadableFile, "it is a folder");
});

Deno.test({
  name: "what has no end is refused",
  ignore: Deno.build.os === "windows",
  fn: () => assertRejects(() => readText("/dev/zero"), UnreadableFile).then(() => {}),
});
