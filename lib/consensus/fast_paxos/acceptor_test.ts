import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import { type FastBallot, fastBallotLabel } from "./ballot.ts";
import { fastPaxos } from "./fast_paxos.ts";
import { labels } from "./labels.ts";
import type { Message, Saved } from "./messages.ts";
import type { State } from "./state.ts";

const acceptor = { self: 3, nodes: 4 };
const protocol = fastPaxos({ learners: "the coordinator" });
const first: FastBallot = { round: 1, node: 0, step: 0, fast: true };
const recovery: FastBallot = { ...first, step: 1, fast: false };
const others: FastBallot = { round: 2, node: 1, step: 0, fast: false };

/** What node 3 saves and says upon these messages, each from node 0. */
function told(s: State, ...messages: Message[]): { state: State; words: string[] } {
  let state = s;
  const words: string[] = [];
  for (const message of messages) {
    const { state: next, effects } = step(
      protocol,
      state,
      { kind: "message", from: 0, message },
      acceptor,
    );
    state = next;
    for (const effect of effects) {
      if (effect.kind === "save") words.push("saves");
      if (effect.kind === "send") {
        words.push(`${effect.message.type} ${labels.message!(effect.message)} → ${effect.to}`);
      }
    }
  }
  return { state, words };
}

function born(...journal: Saved[]): State {
  return step(protocol, undefined, { kind: "start", journal }, acceptor).state;
}

const proposal = (value: string): Message => ({ type: "proposal", value });
const any = (ballot: FastBallot): Message => ({ type: "any", ballot });

Deno.test("acceptor: in a fast round it votes for the first proposal, before or after any, and saves first", () => {
  for (const messages of [[any(first), proposal("a")], [proposal("a"), any(first)]]) {
    const { state, words } = told(born(), ...messages);
    assertEquals(words, ["saves", "accepted 1.0f:a → 0"]);
    assertEquals(state.accepted, { ballot: first, value: "a" });
    assertEquals(told(state, proposal("b")), { state, words: [] });
  }
});

Deno.test("acceptor: what comes again is answered again, with the same vote", () => {
  const { state } = told(born(), any(first), proposal("a"));
  const again = told(state, any(first), { type: "accept", ballot: first, value: "b" });
  assertEquals(again, { state, words: ["accepted 1.0f:a → 0", "accepted 1.0f:a → 0"] });
});

Deno.test("acceptor: when it comes back it votes no second time, though it has forgotten what it has heard", () => {
  const { promised, accepted, round } = told(born(), any(first), proposal("a")).state;
  const { state, words } = told(born({ promised, accepted, round }), any(first), proposal("b"));
  assertEquals([state.accepted?.value, words], ["a", ["accepted 1.0f:a → 0"]]);
});

Deno.test("acceptor: it tells its last vote with its promise, and takes no part below it", () => {
  const voted = told(born(), any(first), proposal("a")).state;
  const { state, words } = told(voted, { type: "prepare", ballot: others });
  assertEquals(words, ["saves", "promise 1.0f:a → 0"]);
  assertEquals([fastBallotLabel(state.promised), fastBallotLabel(state.accepted!.ballot)], [
    "2.1",
    "1.0f",
  ]);
  const late = told(
    state,
    { type: "accept", ballot: recovery, value: "a" },
    any({ ...first, step: 1 }),
    { type: "prepare", ballot: first },
  );
  assertEquals(late.words, Array(3).fill("nack 2.1 is higher → 0"));
  assertEquals(told(born(), { type: "prepare", ballot: others }, any(first), proposal("a")).words, [
    "saves",
    "promise nothing → 0",
    "nack 2.1 is higher → 0",
  ]);
});

Deno.test("acceptor: a coordinator that has recovered is not told that its own next round is higher", () => {
  const { state } = told(born(), { type: "accept", ballot: recovery, value: "b" });
  assertEquals(told(state, any(first), proposal("a")).words, []);
});
