/** Servers as they may be, drawn at random, and what one message makes of them. @module */

import type { RaftProtocol } from "../../consensus/raft/change.ts";
import { votersOnly } from "../../consensus/raft/configuration.ts";
import type { Entry } from "../../consensus/raft/entry.ts";
import { fold, type Saved } from "../../consensus/raft/journal.ts";
import { lastIndex, lastPosition, type Log, termAt } from "../../consensus/raft/log.ts";
import type { Message, Timer } from "../../consensus/raft/messages.ts";
import { unknownProgress } from "../../consensus/raft/progress.ts";
import { firstSnapshot, type Snapshot } from "../../consensus/raft/snapshot.ts";
import type { Leading, State } from "../../consensus/raft/state.ts";
import { type Outcome, step } from "../../model/step.ts";
import { ORIGIN, type Position } from "../../replicated/position.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Random } from "../../sim/random.ts";

/** An entry with a command. */
export function command(term: number, text: string): Entry {
  return { term, type: "command", command: text, stamp: null };
}

/** What a step leads to. */
export type Step = Outcome<State, Message, Timer, Saved>;

/** A log of commands with these terms, after a base. */
export function logOf(terms: readonly number[], base = ORIGIN): Log {
  return { base, entries: terms.map((term, i) => command(term, `c${base.index + 1 + i}`)) };
}

/** Terms that never fall, from `least` on. */
export function risingTerms(random: Random, length: number, least = 1): number[] {
  let term = least;
  return Array.from({ length }, () => term += random.chance(0.4) ? 1 + random.below(2) : 0);
}

/** A log at random; in some its beginning is compacted. */
export function aLog(random: Random, length: number = random.below(7)): Log {
  const whole = logOf(risingTerms(random, length));
  const index = random.chance(0.5) ? 0 : random.below(length + 1);
  const base = { index, term: termAt(whole, index)! };
  return { base, entries: whole.entries.slice(index) };
}

/** Server 0 of three at some moment, but for `changes`. */
export function aServer(random: Random, changes: Partial<State> = {}): State {
  const log = changes.log ?? aLog(random);
  const least = log.base.index;
  const commitIndex = least + random.below(log.entries.length + 1);
  const last = lastPosition(log), term = Math.max(1, last.term) + random.below(3);
  const role = (["follower", "follower", "candidate", "precandidate", "leader"] as const)[
    random.below(5)
  ]!;
  const snapshot = { ...firstSnapshot(votersOnly([0, 1, 2]), []), last: log.base };
  const follows = role === "follower";
  return {
    term,
    votedFor: [null, 0, 1, 2][role === "follower" ? random.below(4) : 1]!,
    log,
    snapshot,
    commitIndex,
    lastApplied: commitIndex,
    machine: [],
    sessions: new Map(),
    configurations: [snapshot.placed],
    role,
    leader: role === "leader" ? 0 : follows && random.chance(0.5) ? 1 : null,
    lease: follows && random.chance(0.3),
    votes: new Map(role === "candidate" || role === "precandidate" ? [[0, true]] : []),
    leading: role === "leader" ? leadingOf(log) : null,
    waiting: new Map(),
    ...changes,
  };
}

function leadingOf(log: Log): Leading {
  const progress = new Map([1, 2].map((node) => [node, unknownProgress(lastIndex(log) + 1, 0)]));
  return { progress, round: 0, checkedIn: 0, uncommittedBytes: 0 };
}

/** What a message from `from` makes of server 0. */
export function upon(protocol: RaftProtocol, s: State, from: number, message: Message): Step {
  return step(protocol, s, { kind: "message", from, message }, { self: 0, nodes: 3 });
}

/** What is seen of a step from outside, and of the server after it; how it came about does not count. */
export function seen({ state, effects }: Step): Readonly<Record<string, unknown>> {
  const { term, votedFor, role, leader, lease, commitIndex, lastApplied, machine } = state;
  const sent = effects.flatMap((each) => each.kind === "send" ? [[each.to, each.message]] : []);
  const waits = effects.some((each) => each.kind === "wait" && each.timer.type === "election");
  return {
    "messages sent": sent,
    "its election timer is set": waits,
    term,
    votedFor,
    role,
    leader,
    "it keeps to its leader for a while": lease,
    log: `after ${state.log.base.index}/${state.log.base.term}: ${
      state.log.entries.map((entry) => entry.term).join(" ")
    }`,
    "commit index": commitIndex,
    applied: lastApplied,
    machine,
  };
}

/** The term and the vote that a server knows after a crash that follows a step. */
export function durableVote(s: State, { effects }: Step): readonly unknown[] {
  const before: Saved = { type: "vote", term: s.term, votedFor: s.votedFor };
  const saved = effects.flatMap((each) =>
    each.kind === "save" && each.record.type === "vote" ? [each.record] : []
  );
  const { term, votedFor } = fold([before, ...saved]);
  return [term, votedFor];
}

/** The terms of the log that a server knows after a crash that follows a step. */
export function durableLog({ log, snapshot }: State, { effects }: Step): readonly unknown[] {
  const before: Saved[] = [
    { type: "snapshot", snapshot, base: log.base },
    { type: "append", after: log.base.index, entries: log.entries },
  ];
  const saved = effects.flatMap((each) =>
    each.kind === "save" && each.record.type !== "vote" ? [each.record] : []
  );
  const after = fold([...before, ...saved]).log;
  return [after.base, after.entries.map((entry) => entry.term)];
}

/** A log in words. */
export function logInWords({ base, entries }: Log): string {
  const terms = `the log [${entries.map(({ term }) => term).join(" ")}]`;
  return base.index === 0 ? terms : `${terms} after entry ${base.index} of term ${base.term}`;
}

/** A server in words. */
export function inWords({ role, term, votedFor, lease, log, commitIndex }: State): string {
  const vote = votedFor === null ? "vote free" : `vote for ${votedFor}`;
  return `a ${role} in term ${term}, ${vote}${lease ? ", just led" : ""}, with ${
    logInWords(log)
  }, ` +
    `committed up to ${commitIndex}`;
}

/** A log that has all that is committed in another, and often more of it, and then its own. */
export function leadersLog(random: Random, log: Log, commitIndex: number, term: number): Log {
  const shared = commitIndex - log.base.index + random.below(3);
  const terms = log.entries.slice(0, shared).map((entry) => entry.term);
  // What is compacted is in it, too; nobody looks into it any more.
  const before = Array<number>(log.base.index).fill(log.base.term);
  const own = Array<number>(random.below(4)).fill(term);
  return logOf([...before, ...terms.filter((each) => each <= term), ...own]);
}

/** A server, and what a leader has that turns to it: often of its term or the next, at times of an old one. */
export interface Visit {
  /** The server. */
  readonly s: State;
  /** The leader. */
  readonly from: NodeId;
  /** The leader's term. */
  readonly term: number;
  /** The leader's log. */
  readonly leads: Log;
  /** A place in that log. */
  readonly position: Position;
}

/** A leader turns to a server, and may be late. */
export function aVisit(random: Random): Visit {
  const s = aServer(random), from = 1 + random.below(2);
  // Nobody else leads in the term of a leader.
  const least = s.role === "leader" ? s.term + 1 : s.term;
  const term = random.chance(0.15) ? s.term - 1 : least + random.below(2);
  const leads = leadersLog(random, s.log, s.commitIndex, term);
  const index = random.below(leads.entries.length + 1);
  return { s, from, term, leads, position: { index, term: termAt(leads, index)! } };
}

/** A snapshot of three servers up to a position. */
export function snapshotUpTo(last: Position): Snapshot {
  return { ...firstSnapshot(votersOnly([0, 1, 2]), [`up to ${last.index}`]), last };
}
