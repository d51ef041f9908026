/** Servers as they may be, drawn at random, and what one message makes of them. @module */

import { firstSnapshot } from "hb/consensus/raft/snapshot.ts";
import { votersOnly } from "hb/consensus/raft/configuration.ts";
import { ORIGIN } from "hb/replicated/position.ts";
import { fold, type Saved } from "hb/consensus/raft/journal.ts";
import { lastIndex, lastPosition, type Log, termAt } from "hb/consensus/raft/log.ts";
import type { Message, Timer } from "hb/consensus/raft/messages.ts";
import { unknownProgress } from "hb/consensus/raft/progress.ts";
import type { Leading, State } from "hb/consensus/raft/state.ts";
import type { Grading } from "hb/grade/grading.ts";
import { type Outcome, step } from "hb/model/step.ts";
import type { Random } from "hb/sim/random.ts";
import type { RaftProtocol } from "./compose.ts";
import { command } from "./worlds.ts";

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
export function aLog(random: Random, length = random.below(7)): Log {
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
  return { progress, round: 0, uncommittedBytes: 0, transfer: null };
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
    sent,
    waits,
    term,
    votedFor,
    role,
    leader,
    lease,
    log: `after ${state.log.base.index}/${state.log.base.term}: ${
      state.log.entries.map((entry) => entry.term).join(" ")
    }`,
    "commit index": commitIndex,
    applied: lastApplied,
    machine,
  };
}

/** Requires that two steps are alike, one thing after the other; `words` say what happened. */
export function sameStep(mine: Step, right: Step, words: string, grading: Grading): void {
  const found = seen(mine), expected = seen(right);
  for (const name in expected) grading.equal(found[name], expected[name], `${words}: ${name}`);
}

/** Requires that two servers are alike, field by field, and both wait for a leader or neither does. */
export function sameState(mine: Step, right: Step, words: string, grading: Grading): void {
  for (const name in right.state) {
    const field = name as keyof State;
    grading.equal(mine.state[field], right.state[field], `${name} of ${words}`);
  }
  grading.equal(
    seen(mine).waits,
    seen(right).waits,
    `whether there is an election timer at ${words}`,
  );
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
