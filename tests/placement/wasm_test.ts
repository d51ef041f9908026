/** What is committed of WebAssembly is what the sources beside it make. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { repositoryRoot as root } from "../../tools/run/mod.ts";
import { compileAll, type Compiled } from "../../tools/wasm/compile.ts";

const compiled = await compileAll(root);

for (const { path, text } of compiled) {
  Deno.test(`${path} is what \`deno task wasm\` writes`, async () => {
    assertEquals(await Deno.readTextFile(`${root}/${path}`), text);
  });
}

Deno.test("the same sources make the same bytes", async () => {
  const again = await compileAll(root);
  assertEquals(again.map(({ text }) => text), compiled.map(({ text }) => text));
});

Deno.test("one module has no vectors, the other multiplies them", () => {
  const [scalar, simd] = compiled as [Compiled, Compiled];
  assert(!scalar.wat.includes("v128"), "the scalar module is one");
  assertStringIncludes(simd.wat, "i32x4.mul");
});
