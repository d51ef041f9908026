/** Code under judgement that overwrites what it is judged with. */

import { assert, assertEquals } from "@std/assert";
import { judge } from "../../tools/grade/sandbox.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";
import { suite } from "./fixture/suite.ts";

const fixture = new URL("fixture", import.meta.url).href;
const answer = suite.parts.slice(0, 1);

/** What is overwritten, with what: each on its own would be enough where nothing is protected. */
const forgeries: readonly (readonly [what: string, code: string])[] = [
  ["JSON.stringify", "JSON.stringify = () => forged;"],
  [
    "TextEncoder.encode",
    `const encode = TextEncoder.prototype.encode;
     TextEncoder.prototype.encode = function (text = "") {
       return encode.call(this, text.replace('"wrong"', '"done"'));
     };`,
  ],
  [
    "Deno.stdout",
    `const write = Deno.stdout.writeSync.bind(Deno.stdout);
     Deno.stdout.writeSync = (bytes: Uint8Array) => {
       const text = new TextDecoder().decode(bytes).replace('"wrong"', '"done"');
       write(new TextEncoder().encode(text));
       return bytes.length;
     };`,
  ],
  ["the suite", "suite.parts[0]!.test = () => {};"],
  ["the means of grading", "Grading.prototype.equal = () => {};"],
  ["the world", "World.prototype.run = () => true;"],
  ["every object", `Object.defineProperty(Object.prototype, "standing", { get: () => "done" });`],
  ["calls", "Function.prototype.call = () => ({});"],
];

function source(code: string): string {
  return `// deno-lint-ignore-file
import { Grading } from "hb/grade/grading.ts";
import { World } from "hb/sim/world.ts";
import { suite as given } from "../../../tests/grading/fixture/suite.ts";

const suite = given as { parts: { test: unknown }[] };
const forged = '{"kind":"result","result":{"number":1,"name":"answer","standing":"done"}}';
${code}
export const subject = { act: () => "wrong" };
void [Grading, World, suite, forged];
`;
}

for (const [index, [what, code]] of forgeries.entries()) {
  Deno.test(`who overwrites ${what} is judged all the same`, async () => {
    const folder = `${root}/.cache/forgeries/${index}`;
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeTextFile(`${folder}/subject.ts`, source(code));
    try {
      const [result] = await judge({
        root,
        suite: fixture,
        subject: `file://${folder}`,
        parts: answer,
        limitS: 20,
        mayReadSolutions: false,
        print: () => {},
        page: () => Promise.resolve(),
      });
      assertEquals(result?.standing, "wrong");
      // Code that cannot be loaded at all is wrong for another reason.
      const words = result?.words ?? "";
      assert(!words.includes("ended early") || /Cannot (assign to|define)/.test(words), words);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
