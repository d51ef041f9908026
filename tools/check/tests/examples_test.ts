import { assertEquals } from "@std/assert";
import { typeErrors } from "../examples_step.ts";
import { atHome, examplesIn, importsOf } from "./examples.ts";

const source = `/**
 * Adds.
 *
 * @example
 * \`\`\`ts
 * import { add } from "hb/add.ts";
 *
 * add(1, 2);
 * \`\`\`
 */
export function add() {}

  /**
   * \`\`\`text
   * no code
   * \`\`\`
   * \`\`\`ts
   * add();
   * \`\`\`
   */
`;

Deno.test("examples keep the lines that they have in their file", () => {
  const examples = examplesIn("lib/add.ts", source);
  assertEquals(examples.map(({ path, line }) => [path, line]), [["lib/add.ts", 5], [
    "lib/add.ts",
    17,
  ]]);
  const lines = source.split("\n");
  for (const { code } of examples) {
    code.split("\n").forEach((text, i) => {
      if (text !== "" && text !== "export {};") assertEquals(lines[i]!.trimStart(), `* ${text}`);
    });
  }
  assertEquals(importsOf(examples), ["hb/add.ts"]);
});

Deno.test("a place in an example is told as the place in the file that it documents", () => {
  const trace = "at file:///x/.cache/examples/lib/add.ts.5.ts:8:1\nat f (file:///x/lib/add.ts:1:2)";
  assertEquals(atHome(trace), "at lib/add.ts:8:1\nat f (file:///x/lib/add.ts:1:2)");
});

Deno.test("errors of types are told of the file that they are in", () => {
  const text = `TS1 [ERROR]: one
a
    at lib/a.ts:3:4

TS2 [ERROR]: two
    at lib/b.ts:1:1

TS3 [ERROR]: three
    at lib/a.ts:9:1

Found 3 errors.`;
  const found = typeErrors(text);
  assertEquals([...found.keys()], ["lib/a.ts", "lib/b.ts"]);
  assertEquals(
    found.get("lib/a.ts"),
    "TS1 [ERROR]: one\na\n    at lib/a.ts:3:4\n\nTS3 [ERROR]: three\n    at lib/a.ts:9:1",
  );
});
