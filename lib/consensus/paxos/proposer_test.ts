import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import type { Message } from "./messages.ts";
import { paxos } from "./paxos.ts";

Deno.test("paxos proposer: a refusal of an earlier ballot is no reason to give up the one that it tries", () => {
  const protocol = paxos(), where = { self: 0, nodes: 3 };
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, where);
  const hears = (
    from: number,
    message: Message,
  ) => ({ state } = step(protocol, state, { kind: "message", from, message }, where));
  hears(3, { type: "propose", value: "a" });
  const first = state.attempt!.ballot;
  ({ state } = step(protocol, state, { kind: "timer", timer: { type: "retry" } }, where));
  const { ballot } = state.attempt!, promised = { round: 7, node: 1 };
  hears(1, { type: "nack", ballot: first, promised });
  assertEquals([state.attempt?.ballot, state.failures, state.round], [ballot, 0, 7]);
  hears(2, { type: "nack", ballot, promised });
  assertEquals([state.attempt, state.failures], [null, 1]);
});
