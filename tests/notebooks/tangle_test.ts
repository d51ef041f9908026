import { assertEquals } from "@std/assert";
import { checkModules, describe } from "../../tools/tangle/check.ts";
import { tangle } from "../../tools/tangle/module.ts";
import { writeModules } from "../../tools/tangle/write.ts";
import { parseNotebook } from "../../tools/notebook/mod.ts";
import { repositoryRoot } from "../../tools/run/mod.ts";
import { notebookOf } from "./fixture.ts";

/** What `deno check` and `deno lint` say of a chapter with these cells. */
async function findingsOf(cells: readonly string[]): Promise<string[]> {
  const module = tangle(parseNotebook(JSON.stringify(notebookOf(cells)), "fixture"));
  const parent = `${repositoryRoot}/.cache/tests`;
  await Deno.mkdir(parent, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: parent, prefix: "tangle-" });
  try {
    const chapters = await writeModules(repositoryRoot, folder, [{ name: "99-fixture", module }]);
    return (await checkModules(repositoryRoot, folder, chapters)).map(describe);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a chapter in order has no findings, though its cells repeat an import and await", async () => {
  assertEquals(
    await findingsOf([
      `import { encode } from "hb/model/encode.ts";\nconst text = encode(await Promise.resolve(1));`,
      `import { encode } from "hb/model/encode.ts";\nconsole.log(encode(text));`,
    ]),
    [],
  );
});

Deno.test("a wrong type is reported at its cell and line", async () => {
  assertEquals(
    await findingsOf([
      `console.log(1);`,
      `import { encode } from "hb/model/encode.ts";\n\nconst length: number = encode(1);\nconsole.log(length);`,
    ]),
    [
      "chapter 99-fixture, cell [2] (cell-2), line 3: " +
      "TS2322: Type 'string' is not assignable to type 'number'.\n" +
      "    const length: number = encode(1);",
    ],
  );
});

Deno.test("lint is reported at its cell and line", async () => {
  assertEquals(await findingsOf([`console.log(1);\nlet never = 2;\nconsole.log(never);`]), [
    "chapter 99-fixture, cell [1] (cell-1), line 2: " +
    "prefer-const: `never` is never reassigned\n    let never = 2;",
  ]);
});

Deno.test("a name declared in two cells is reported, though a kernel would take it", async () => {
  const findings = await findingsOf(["const a = 1;\nconsole.log(a);", "const a = 2;"]);
  assertEquals(findings.some((each) => each.includes("cell [2]") && each.includes("TS2451")), true);
});

Deno.test("a cell that does not parse is reported at its line", async () => {
  const findings = await findingsOf(["console.log(1);", "const a = 1;\nconst b = ;"]);
  assertEquals(findings.some((each) => each.includes("cell [2] (cell-2), line 2")), true);
});
