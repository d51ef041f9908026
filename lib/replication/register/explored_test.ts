/** What the stores do not promise: one level more, and a small program that shows that it is too many. */

import { assertEquals } from "@std/assert";
import type { LevelName } from "../../check/levels.ts";
import { exploreProtocol } from "../../check/explore/protocol.ts";
import { programmed, type ProgramName } from "./instances.ts";
import { keeps } from "./kit/promises.ts";
import { stores } from "./stores.ts";

const tooMuch: readonly (readonly [string, LevelName, ProgramName])[] = [
  ["local reads", "linearizable", "one flag"],
  ["causal+", "sequential", "two flags"],
  ["causal memory", "causal+", "a conflict"],
  ["PRAM", "causal memory", "an answer"],
  ["eventual", "PRAM", "one flag"],
  ["naive", "PRAM", "one flag"],
];

for (const [name, more, program] of tooMuch) {
  Deno.test(`${name}: is not ${more}, as ${program} shows`, () => {
    const { protocol } = stores.find((store) => store.name === name)!;
    const { verdict } = exploreProtocol(programmed(protocol, program, [keeps(more)]));
    assertEquals(verdict, "violation");
  });
}
