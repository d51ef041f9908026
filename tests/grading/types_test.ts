import { assertEquals, assertStringIncludes } from "@std/assert";
import { refusalOf } from "../../tools/grade/refusal.ts";
import { typeErrors } from "../../tools/grade/types.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";

async function withSubject(text: string, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/subject.ts`, text);
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("what compiles has no errors", () =>
  withSubject("export const subject: number = 1;", async (folder) => {
    assertEquals(await typeErrors(root, folder), undefined);
  }));

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
export const subject = 1;`;
  return withSubject(bomb, async (folder) => {
    const errors = await typeErrors(root, folder, undefined, 1);
    const refusal = await refusalOf("99-bomb", folder, errors ?? "");
    assertStringIncludes(refusal, "subject.ts: type error: the compiler did not finish within 1 s");
  });
});
