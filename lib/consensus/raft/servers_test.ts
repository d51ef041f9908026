/** Servers as they may be, and what a step makes of them, for the tests beside this file. */

import { type Outcome, step } from "../../model/step.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import { votersOnly } from "./configuration.ts";
import type { Saved } from "./journal.ts";
import { emptyLog } from "./log.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import type { Hint, Message, Timer } from "./messages.ts";
import { type Progress, unknownProgress } from "./progress.ts";
import { raft } from "./raft.ts";
import type { Options } from "./settings.ts";
import { firstSnapshot } from "./snapshot.ts";
import type { Leading, State } from "./state.ts";

export { answered, saved, sent, waits } from "../../model/effects_test.ts";

/** Logs and entries, as the laboratory makes them. */
export { command, logOf } from "../../laboratory/raft/logs.ts";

/** Server 0 of three, a follower in term 1 that knows no leader and has an empty log, but for `changes`. */
export function server(changes: Partial<State<unknown[]>> = {}): State<unknown[]> {
  const snapshot = firstSnapshot(votersOnly([0, 1, 2]), []);
  return {
    term: 1,
    votedFor: null,
    log: emptyLog(),
    snapshot,
    commitIndex: 0,
    lastApplied: 0,
    machine: [],
    sessions: new Map(),
    configurations: [snapshot.placed],
    role: "follower",
    leader: null,
    lease: false,
    votes: new Map(),
    leading: null,
    waiting: new Map(),
    ...changes,
  };
}

/** Server 0 of three, the leader in term 1, of whose followers nothing is known, but for `changes`. */
export function leader(changes: Partial<State<unknown[]>> = {}): State<unknown[]> {
  const next = (changes.log?.entries.length ?? 0) + 1;
  const leading: Leading = {
    progress: new Map([1, 2].map((node) => [node, unknownProgress(next, 0)])),
    round: 0,
    checkedIn: 0,
    uncommittedBytes: 0,
  };
  return server({ role: "leader", leader: 0, votedFor: 0, leading, ...changes });
}

/** Options besides the state machine. */
export type Choices = Omit<Options, "machine">;

/** What a step leads to. */
export type Step = Outcome<State<unknown[]>, Message, Timer, Saved>;

/** What a message from `from` makes of server 0. */
export function upon(
  s: State<unknown[]>,
  from: number,
  message: Message,
  options: Choices = {},
): Step {
  return take(s, { kind: "message", from, message }, options);
}

/** What a timer makes of server 0. */
export function after(
  s: State<unknown[]>,
  type: Timer["type"],
  options: Choices = {},
): Step {
  return take(s, { kind: "timer", timer: { type } }, options);
}

function take(
  s: State<unknown[]>,
  event: StepEvent<Message, Timer, Saved>,
  options: Choices,
): Step {
  const protocol = raft<unknown[], unknown, unknown>({ machine: listMachine, ...options });
  return step(protocol, s, event, { self: 0, nodes: 5 });
}

/** A follower says in round 0 that it has nothing yet. */
const appended = {
  type: "appendEntriesReply",
  term: 1,
  success: true,
  previous: 0,
  match: 0,
  hint: null,
  round: 0,
} as const;

/** A follower says that its log agrees up to `match`. */
export const ack = (match: number) => ({ ...appended, match });

/** A follower says that its log does not agree at `previous`. */
export const refusal = (previous: number, hint: Hint) => ({
  ...appended,
  success: false,
  previous,
  hint,
});

/** What the leader knows of a follower after a step. */
export const progressOf = (step: Step, node: number): Progress =>
  step.state.leading!.progress.get(node)!;
