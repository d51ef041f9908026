import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import { paxos } from "./paxos.ts";
import type { State } from "./state.ts";

const protocol = paxos();

/** What a node of three knows when it has heard of these votes, in this order. */
function heard(
  ...votes: readonly (readonly [from: number, round: number, value: string])[]
): State {
  const where = { self: 0, nodes: 3 };
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, where);
  for (const [from, round, value] of votes) {
    const message = { type: "accepted", ballot: { round, node: 0 }, value } as const;
    ({ state } = step(protocol, state, { kind: "message", from, message }, where));
  }
  return state;
}

Deno.test("paxos learner: a vote that comes late does not take the place of a later one", () => {
  // Node 1 has voted in ballot 2.0, and its vote in ballot 1.0 comes after that.
  assertEquals(heard([1, 2, "b"], [1, 1, "a"], [2, 2, "b"]).decided, "b");
});

Deno.test("paxos learner: votes of different ballots do not add up", () => {
  assertEquals(heard([1, 2, "b"], [2, 1, "b"]).decided, null);
  assertEquals(heard([1, 1, "b"], [2, 2, "b"], [1, 2, "b"]).decided, "b");
});
