import { assert, assertEquals } from "@std/assert";
import { diagnostics, isForeign } from "./docs_step.ts";

const output = `error[private-type-ref]: public type 'a' references private type 'Arbitrary'
  --> /book/lib/a.ts:6:1
   |
 6 | export function a(): Arbitrary<number> {
   | ^

  info: to ensure documentation is complete all types must be public


error[private-type-ref]: public type 'b' references private type 'Hidden'
  --> /book/lib/a.ts:9:1


error[missing-jsdoc]: exported symbol is missing JSDoc documentation
  --> /book/lib/a.ts:12:1


error: Found 3 documentation lint errors.
`;

const source = `import type { Arbitrary } from "fast-check";
import type { Hidden } from "./hidden.ts";
import type { Near } from "hb/model/near.ts";
`;

Deno.test("the type of a package is forgiven, and nothing else is", () => {
  const problems = diagnostics(output);
  assertEquals(problems.length, 3);
  assertEquals(problems.map((problem) => isForeign(problem, () => source)), [true, false, false]);
});

Deno.test("a type of the library itself is not forgiven", () => {
  const near = diagnostics(output)[0]!.replace("'Arbitrary'", "'Near'");
  assert(!isForeign(near, () => source));
});
