/** Servers as they may be, and what a step makes of them, for the tests beside this file. */

import { type Outcome, step } from "../../model/step.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import type { Ballot } from "../ballot.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { multiPaxos } from "./multipaxos.ts";
import type { Options } from "./settings.ts";
import type { Leading, State } from "./state.ts";

export { answered, saved, sent, waits } from "../../model/effects_test.ts";

/** Ballot `round` of `node`. */
export const ballot = (round: number, node: number): Ballot => ({ round, node });

/** Server 0 of three, which follows server 1 in ballot 1.1 and has executed nothing, but for `changes`. */
export function server(changes: Partial<State<unknown[]>> = {}): State<unknown[]> {
  const configurations = [{ from: 1, members: [0, 1, 2] }], sessions = new Map();
  return {
    promised: ballot(1, 1),
    log: { base: 0, entries: new Map() },
    snapshot: { slot: 0, commands: 0, configurations, machine: [], sessions },
    executed: 0,
    commands: 0,
    machine: [],
    sessions: new Map(),
    configurations: [...configurations],
    leader: 1,
    loyal: true,
    round: 1,
    canvass: null,
    mandate: null,
    leading: null,
    waiting: new Map(),
    ...changes,
  };
}

/** Server 0 of three, the leader in ballot 1.0, whose followers have executed as much as it has, but for `changes`. */
export function leader(
  changes: Partial<State<unknown[]>> = {},
  more: Partial<Leading> = {},
): State<unknown[]> {
  const own = ballot(1, 0), { executed = 0 } = changes;
  return server({
    promised: own,
    leader: 0,
    loyal: false,
    mandate: { ballot: own, promises: new Set([0, 1, 2]), found: new Map(), ahead: null },
    leading: {
      next: executed + 1,
      inherited: executed,
      open: new Map(),
      followers: new Map([1, 2].map((node) => [node, { executed, round: 1 }])),
      queue: [],
      round: 1,
      checkedIn: 0,
      batching: false,
      joining: null,
      ...more,
    },
    ...changes,
  });
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
export function after(s: State<unknown[]>, type: Timer["type"], options: Choices = {}): Step {
  return take(s, { kind: "timer", timer: { type } }, options);
}

function take(
  s: State<unknown[]>,
  event: StepEvent<Message, Timer, Saved>,
  options: Choices,
): Step {
  const protocol = multiPaxos<unknown[], unknown, unknown>({ machine: listMachine, ...options });
  return step(protocol, s, event, { self: 0, nodes: 5 });
}
