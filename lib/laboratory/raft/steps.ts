/** What one step makes of a server: seen from outside, in it, and after a crash. @module */

import type { RaftProtocol } from "../../consensus/raft/change.ts";
import { fold, journalOf, type Recalled, type Saved } from "../../consensus/raft/journal.ts";
import type { Message, Timer } from "../../consensus/raft/messages.ts";
import type { State } from "../../consensus/raft/state.ts";
import { clone } from "../../model/clone.ts";
import { type Outcome, step } from "../../model/step.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import { logInWords } from "./logs.ts";
import type { Server } from "./servers.ts";

/** What a step leads to. */
export type Step = Outcome<State, Message, Timer, Saved>;

/** Whatever is drawn in a step is drawn so: half of the range, so that it is told from none. */
const choices: readonly number[] = Array<number>(8).fill(75 * 1024);

/** What a message, or a timer that goes off, makes of a server. */
export function upon(
  protocol: RaftProtocol,
  { s, self, nodes }: Server,
  event: StepEvent<Message, Timer, Saved>,
): Step {
  return step(protocol, s, event, { self, nodes, choices });
}

/** What a server is when it starts with this journal. */
export function starting(
  protocol: RaftProtocol,
  journal: readonly Saved[],
  { self, nodes }: Omit<Server, "s">,
): Step {
  return step(protocol, undefined, { kind: "start", journal }, { self, nodes, choices });
}

/** What a server knows, and what that is called. */
const names: Readonly<Record<string, string>> = {
  term: "its term",
  votedFor: "its vote",
  role: "its role",
  leader: "whom it follows (leader)",
  lease: "whether it has just been led (lease)",
  commitIndex: "its commit index",
  lastApplied: "how far it has applied (lastApplied)",
  log: "the entries in its log",
  machine: "its state machine",
  sessions: "its sessions",
  configurations: "its configurations",
  snapshot: "its snapshot",
  votes: "the votes that it has collected",
  leading: "what it keeps as a leader (leading)",
  waiting: "who waits for it (waiting)",
};

/** What a server does and what it is afterwards, by what it is called; how it came about does not count. */
export function seen(before: State | undefined, step: Step): Readonly<Record<string, unknown>> {
  const { state, effects } = step;
  const fields = new Set([...Object.keys(names), ...Object.keys(before ?? {})]);
  return {
    // To whom first does not matter; to each in their order.
    "what it sends": effects.flatMap((each) =>
      each.kind === "send" ? [{ to: each.to, ...each.message }] : []
    ).sort((a, b) => a.to - b.to),
    "what it answers to clients": effects.flatMap((each) =>
      each.kind === "answer" ? [[each.client, each.result]] : []
    ),
    "its timers": timersAfter(before, step),
    "its log": logInWords(state.log),
    ...Object.fromEntries(
      [...fields].map((name) => [names[name] ?? name, state[name as keyof State]]),
    ),
  };
}

/** Which timers run after a step, and whether they have been set anew. */
function timersAfter(before: State | undefined, { effects }: Step): readonly string[] {
  const none: readonly Timer["type"][] = [];
  const running = before === undefined
    ? none
    : before.role === "leader"
    ? ["heartbeat", "quorum"]
    : ["election"];
  const timers = new Map(running.map((type) => [type, `${type}: goes on as it did`]));
  for (const each of effects) {
    if (each.kind === "cancel") timers.delete(each.type);
    if (each.kind !== "wait") continue;
    timers.set(each.timer.type, `${each.timer.type}: set to ${Math.round(each.delayMs)} ms`);
  }
  return [...timers.values()].sort();
}

/** What a server knows after a crash that follows a step. Throws if that is not a journal of a log. */
export function durable({ term, votedFor, log, snapshot }: State, { effects }: Step): Recalled {
  const before = journalOf({ term, votedFor, log, snapshot });
  return fold(clone([...before, ...savedBy(effects)]));
}

/** How much a step saves. */
export interface Cost {
  /** Records of votes. */
  readonly votes: number;
  /** Records of entries. */
  readonly appends: number;
  /** Entries in them. */
  readonly entries: number;
  /** Records of snapshots. */
  readonly snapshots: number;
}

/** How much a step saves. */
export function costOf({ effects }: Step): Cost {
  const saved = savedBy(effects);
  const count = (type: Saved["type"]) => saved.filter((each) => each.type === type).length;
  const entries = saved.map((each) => each.type === "append" ? each.entries.length : 0);
  return {
    votes: count("vote"),
    appends: count("append"),
    entries: entries.reduce((sum, each) => sum + each, 0),
    snapshots: count("snapshot"),
  };
}

function savedBy(effects: Step["effects"]): Saved[] {
  return effects.flatMap((each) => each.kind === "save" ? [each.record] : []);
}
