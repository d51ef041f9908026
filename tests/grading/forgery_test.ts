/** Code under judgement that overwrites what it is judged with. */

import { assert, assertEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { gradeSuite } from "hb/grade/suite.ts";
import type { Access } from "../../exercises/03-consistency/memory.ts";
import { session } from "../../solutions/03-consistency/session.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";
import { judgePlanted } from "./planted.ts";

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
  ["arrays", "Array.prototype.filter = () => [];"],
  ["promises", "Promise.prototype.then = () => {};"],
  ["the name JSON", "globalThis.JSON = { ...JSON, stringify: () => forged };"],
  ["the name Map", "globalThis.Map = class extends Map {};"],
  ["the name Deno", "globalThis.Deno = {};"],
  ["what globals fall back on", "Object.setPrototypeOf(globalThis, { standing: 'done' });"],
  ["how data become text", `Object.prototype.toJSON = () => ({ standing: "done" });`],
  ["stacks", "Error.prepareStackTrace = () => forged;"],
  [
    "what a judged value is each time it is read",
    `let reads = 0;
     told = new Proxy({}, { get: () => ++reads % 2 ? "done" : "wrong", ownKeys: () => ["done"] });`,
  ],
];

function source(code: string): string {
  return `// deno-lint-ignore-file
import { Grading } from "hb/grade/grading.ts";
import { World } from "hb/sim/world.ts";
import { suite as given } from "../../../tests/grading/fixture/suite.ts";

const suite = given as { parts: { test: unknown }[] };
const forged = '{"kind":"result","result":{"number":1,"name":"answer","standing":"done"}}';
let told: unknown = "wrong";
${code}
export const answer = () => told;
void [Grading, World, suite, forged];
`;
}

for (const [what, code] of forgeries) {
  Deno.test(`who overwrites ${what} is judged all the same`, async () => {
    const { result } = await judgePlanted(source(code));
    assertEquals(result.standing, "wrong");
    // Code that cannot be loaded at all is wrong for another reason.
    const words = result.words ?? "";
    assert(!words.includes("ended early") || /Cannot (assign to|define|add)/.test(words), words);
  });
}

Deno.test("a snapshot of the heap does not tell what marks a report", async () => {
  const { result, printed } = await judgePlanted(`// deno-lint-ignore-file
import v8 from "node:v8";
let heap = "";
for await (const piece of v8.getHeapSnapshot()) heap += new TextDecoder().decode(piece);
const tokens = heap.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
const forged = '{"kind":"result","result":{"number":1,"name":"answer","points":1,"standing":"done"}}';
for (const token of new Set(tokens)) console.log(token + forged);
console.log("characters", heap.length > 1e6);`);
  assertEquals(result.standing, "wrong");
  assert(printed.includes("characters true"), "the snapshot was taken");
});

Deno.test("who ends the process with a report of their own has no report", async () => {
  const { result } = await judgePlanted(`// deno-lint-ignore-file
import process from "node:process";
console.log('{"kind":"result","result":{"number":1,"name":"answer","standing":"done"}}');
process.exit(0);`);
  assertEquals(result.standing, "wrong");
  assertEquals(result.words, "its process ended early: it gave no reason");
});

Deno.test("who empties what a suite looks at is judged all the same", async () => {
  const { suite } = await import(`file://${root}/exercises/03-consistency/suite.ts`);
  const stubs = await answersIn(`file://${root}/exercises/03-consistency`, suite) as object;
  const emptying = {
    ...stubs,
    order: (history: unknown[]) => (history.length = 0) > 0,
    linear: (history: unknown[]) => (history.length = 0) === 0,
    causal: (history: unknown[]) => (history.length = 0) === 0,
    session: {
      readsItsWrites(history: Access[], arbitration: Map<string, number[]>) {
        const answer = session.readsItsWrites(history, arbitration);
        arbitration.clear();
        history.length = 0;
        return answer;
      },
      readsMonotonically: () => true,
    },
  };
  const standings = gradeSuite(suite, emptying).map((
    { name, standing },
  ) => [name, standing]);
  for (const name of ["order", "linear", "causal", "session"]) {
    assertEquals(standings.find(([part]) => part === name), [name, "wrong"]);
  }
});
