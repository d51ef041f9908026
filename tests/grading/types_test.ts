import { assertEquals, assertStringIncludes } from "@std/assert";
import { refusalOf } from "../../tools/grade/refusal.ts";
import { typeErrors } from "../../tools/grade/types.ts";
import { names } from "./fixture/answers.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";

const exercise = new URL("fixture", import.meta.url).href;
const stubs = names.map((name) => ({ name, file: "all.ts" }));
const others = names.slice(1).map((name) => `\nexport const ${name} = () => "done";`).join("");

async function withAnswer(text: string, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/all.ts`, text + others);
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("what compiles has no errors", () =>
  withAnswer('export const answer = () => "done";', async (folder) => {
    assertEquals(await typeErrors({ root, exercise, folder, stubs }), undefined);
  }));

Deno.test("an answer of a wrong type is told where it is written, and a missing one where it should be", async () => {
  const refusals: string[] = [];
  for (const text of ["\nexport const answer = 1;", ""]) {
    await withAnswer(text, async (folder) => {
      const errors = await typeErrors({ root, exercise, folder, stubs });
      refusals.push(await refusalOf("99-fixture", folder, stubs, errors ?? ""));
    });
  }
  const [wrong, missing] = refusals;
  assertStringIncludes(wrong!, "all.ts:2:14: type error: ");
  assertStringIncludes(missing!, "all.ts: missing export: it does not export `answer`");
});

Deno.test("a type that keeps the compiler busy is refused in time", () => {
  // Each is given up by the compiler in the end, and there are many.
  const uses = Array.from(
    { length: 20 },
    (_, i) => `export const x${i}: Words<Zeros, "${i}"> = 1;`,
  );
  const bomb = `type Zeros = [${"0, ".repeat(30)}0];
type Words<A extends unknown[], S extends string> =
  A extends [unknown, ...infer R] ? Words<R, \`\${S}0\`> | Words<R, \`\${S}1\`> : S;
${uses.join("\n")}
export const answer = () => "done";`;
  return withAnswer(bomb, async (folder) => {
    const errors = await typeErrors({ root, exercise, folder, stubs, limitS: 1 });
    const refusal = await refusalOf("99-bomb", folder, stubs, errors ?? "");
    assertStringIncludes(refusal, "answers.ts: type error: the compiler did not finish within 1 s");
  });
});
