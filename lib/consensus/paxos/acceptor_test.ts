import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import type { Message } from "./messages.ts";
import { paxos } from "./paxos.ts";

const at = { self: 2, nodes: 3 };
const first = { round: 1, node: 0 }, second = { round: 2, node: 1 };

/** What an acceptor that hears this from node 0, one after the other, does in the last step. */
function answersTo(...messages: readonly Message[]) {
  const protocol = paxos({ learners: "the proposer" });
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  let effects: readonly unknown[] = [];
  for (const message of messages) {
    ({ state, effects } = step(protocol, state, { kind: "message", from: 0, message }, at));
  }
  return effects;
}

const prepare: Message = { type: "prepare", ballot: first };
const accept: Message = { type: "accept", ballot: first, value: "a" };

Deno.test("an acceptor that is asked again for a promise gives it again, and saves nothing", () => {
  const [save, promise, ...rest] = answersTo(prepare);
  assertEquals([(save as { kind: string }).kind, rest], ["save", []]);
  assertEquals(answersTo(prepare, prepare), [promise]);
});

Deno.test("an acceptor that has voted in a ballot gives its proposer no promise any more", () => {
  assertEquals(answersTo(prepare, accept, prepare), []);
});

Deno.test("an acceptor promises again what it promised after a vote in a lower ballot", () => {
  const higher: Message = { type: "prepare", ballot: second };
  const accepted = { ballot: first, value: "a" };
  const message: Message = { type: "promise", ballot: second, accepted };
  assertEquals(answersTo(accept, higher, higher), [{ kind: "send", to: 0, message }]);
});
