/** Larger instances of Raft, explored to the end. */

import { assertEquals } from "@std/assert";
import { exploreProtocol } from "hb/check/explore/protocol.ts";
import { type Bounds, smallRaft } from "hb/consensus/raft/instances.ts";

const inTurn = (node: number, term: number) => node === 0 ? term < 1 : node === 1 && term === 1;

const instances: readonly (readonly [string, Bounds, number])[] = [
  ["two servers stand, in two terms", { stands: (node, term) => node < 2 && term < 2 }, 1_421_363],
  ["two leaders, one after the other, and a crash", {
    stands: inTurn,
    crashes: 1,
  }, 367_326],
  ["two leaders, one after the other, and a command", { stands: inTurn, asks: ["a"] }, 237_482],
];

for (const [name, instance, states] of instances) {
  Deno.test(`Raft explored: ${name}, ${states.toLocaleString("en")} states`, () => {
    const { verdict, unique, complete } = exploreProtocol(smallRaft(instance));
    assertEquals({ verdict, unique, complete }, { verdict: "ok", unique: states, complete: true });
  });
}
