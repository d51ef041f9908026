import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { NO_BALLOT } from "../ballot.ts";
import { epaxos } from "./epaxos.ts";
import type { Proposal } from "./instance.ts";
import type { Message } from "./messages.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";

const protocol = epaxos({ machine: listMachine as Options["machine"] });
const at = { self: 1, nodes: 3 };

function proposal(command: string): Proposal {
  const value = { commands: [{ type: "command", command, stamp: null }] } as const;
  return { value, dependencies: [0, 0, 0], sequence: 1 };
}

const [a, b] = [{ replica: 0, slot: 1 }, { replica: 2, slot: 1 }];
const again = { round: 1, node: 2 }, later = { round: 2, node: 2 };

/** What replica 1 answers to the last of these, which replica 2 says. */
function answerTo(...messages: Message[]): readonly Message[] {
  let s: State = step(protocol, undefined, { kind: "start", journal: [] }, at).state;
  let answers: Message[] = [];
  for (const message of messages) {
    const { state, effects } = step(protocol, s, { kind: "message", from: 2, message }, at);
    s = state;
    answers = effects.flatMap((effect) => effect.kind === "send" ? [effect.message] : []);
  }
  return answers;
}

const first = { type: "preAccept", id: a, ballot: NO_BALLOT, proposal: proposal("a") } as const;
const other = { type: "preAccept", id: b, ballot: NO_BALLOT, proposal: proposal("b") } as const;
const restarted = { ...first, ballot: again } as const;
const prepare = { type: "prepare", id: a, ballot: later } as const;

Deno.test("whoever is asked in a recovery's phase 1 has not pre-accepted in the first ballot, and is no support", () => {
  const [reply] = answerTo(restarted, prepare);
  const { type: _, id: __, ballot: ___, ...report } = reply as Extract<
    Message,
    { type: "prepareReply" }
  >;
  assertEquals(report, {
    accepted: NO_BALLOT,
    phase: "none",
    proposal: null,
    initial: proposal("a"),
  });
});

Deno.test("what was pre-accepted stays as it was when a recovery asks once more, and the answer is new", () => {
  const before = answerTo(first, prepare), after = answerTo(first, other, restarted, prepare);
  assertEquals(after, before);
  const [reply] = answerTo(first, other, restarted);
  assertEquals(reply, {
    type: "preAcceptReply",
    id: a,
    ballot: again,
    dependencies: [0, 0, 1],
    sequence: 3,
  });
});
