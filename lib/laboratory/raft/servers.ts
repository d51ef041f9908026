/**
 * Servers as they may be, drawn at random: each field by itself, as far as the others leave it free, the
 * first of everything (server 0, term 0, index 0, an empty log) among the rest.
 *
 * @module
 */

import { type Configuration, inForceAt, votersOnly } from "../../consensus/raft/configuration.ts";
import { lastIndex, lastPosition, type Log } from "../../consensus/raft/log.ts";
import { unknownProgress } from "../../consensus/raft/progress.ts";
import { firstSnapshot, type Snapshot } from "../../consensus/raft/snapshot.ts";
import type { Leading, Role, State, Waiting } from "../../consensus/raft/state.ts";
import { configurationsAfter } from "../../consensus/raft/writing.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Position } from "../../replicated/position.ts";
import type { Sessions } from "../../replicated/sessions.ts";
import type { Random } from "../../sim/random.ts";
import { aLog, aPlace, aStart, leadersLog, logInWords, pick } from "./logs.ts";
import { MOST_SERVERS } from "./sizes.ts";

/** A server of a cluster at some moment. */
export interface Server {
  /** What it knows. */
  readonly s: State;
  /** Its number. */
  readonly self: NodeId;
  /** How many servers there are. */
  readonly nodes: number;
}

/** A configuration of some of these nodes, at times a joint one, at times with learners. */
export function aConfiguration(random: Random, all: readonly NodeId[]): Configuration {
  const some = all.filter(() => random.chance(0.6)), voters = some.length > 0 ? some : [all[0]!];
  if (random.chance(0.4)) return votersOnly(random.chance(0.5) ? all : voters);
  const outgoing = random.chance(0.4) ? all.filter(() => random.chance(0.5)) : [];
  const others = all.filter((node) => !voters.includes(node));
  const learners = others.filter((node) => !outgoing.includes(node) && random.chance(0.5));
  const learnersNext = others.filter((node) => outgoing.includes(node) && random.chance(0.5));
  const autoLeave = outgoing.length > 0 && random.chance(0.5);
  return { voters, outgoing, learners, learnersNext, autoLeave };
}

/** Sessions of some clients, with answers of all sorts. */
export function someSessions(random: Random): Sessions {
  const ids = [1, 2, 5, 300].filter(() => random.chance(0.4));
  const answers = [undefined, null, 0, "", false, "one", ["two"]];
  return new Map(ids.map((id) => {
    const given = [0, 1, 2, 3].filter(() => random.chance(0.4));
    const lowest = given[0] ?? random.below(3);
    const known = new Map(given.map((sequence) => [sequence, pick(random, answers)]));
    return [id, { lowest, answers: known, usedAt: id + random.below(9) }];
  }));
}

/** A snapshot of a cluster up to a position, whatever is in it. */
export function aSnapshot(random: Random, last: Position, all: readonly NodeId[]): Snapshot {
  const index = random.chance(0.5) ? last.index : random.below(Math.min(last.index, 9) + 1);
  return {
    last,
    placed: { index, configuration: aConfiguration(random, all) },
    machine: pick(random, [[], ["a"], ["a", ["b"]], ["", 0, null]]),
    sessions: someSessions(random),
  };
}

/** The snapshot of a server that has this log: it ends where the log begins, or later. */
function snapshotFor(random: Random, log: Log, all: readonly NodeId[]): Snapshot {
  const last = random.chance(0.7) ? log.base : aPlace(random, log);
  if (last.index === 0) return firstSnapshot(aConfiguration(random, all), []);
  const snapshot = aSnapshot(random, log.base, all);
  const known = configurationsAfter(snapshot, log);
  return { ...snapshot, last, placed: inForceAt(known, last.index) };
}

/** A server at some moment, but for `changes`; those who use no lease have none. */
export function aServer(
  random: Random,
  changes: Partial<State> = {},
  usesLease = true,
): Server {
  const nodes = pick(random, [2, 3, 3, 3, 4, 5, 7, 12, MOST_SERVERS]), self = random.below(nodes);
  const all = Array.from({ length: nodes }, (_, node) => node);
  const role = pick<Role>(random, [
    ...["follower", "follower", "follower", "precandidate", "precandidate"] as const,
    ...["candidate", "leader"] as const,
  ]);
  const log = changes.log ?? aLog(random), snapshot = snapshotFor(random, log, all);
  const leads = role === "leader", stands = leads || role === "candidate";
  const last = lastPosition(log).term, later = random.below(3);
  const term = stands ? Math.max(1, last + later) : last + later;
  // The first thing that a leader does is to append an entry.
  if (leads && last < term) log.entries.push({ term, type: "noop" });
  const follows = role === "follower" && term > 0;
  const commitIndex = snapshot.last.index +
    random.below(lastIndex(log) - snapshot.last.index + 1);
  const others = all.filter((node) => node !== self);
  const s: State = {
    term,
    votedFor: stands ? self : term === 0 ? null : pick(random, [null, ...all]),
    log,
    snapshot,
    commitIndex,
    lastApplied: commitIndex,
    machine: pick(random, [[], ["a", "b"]]),
    sessions: someSessions(random),
    configurations: configurationsAfter(snapshot, log),
    role,
    leader: leads ? self : follows && random.chance(0.6) ? pick(random, others) : null,
    lease: follows && usesLease && random.chance(0.4),
    votes: votesOf(random, role, self, others),
    leading: leads ? leadingOf(random, log, others) : null,
    waiting: someWaiting(random, commitIndex, term, nodes),
    // Also of one who has stepped down since, and waits to hear who leads.
    ...(random.chance(leads ? 0.3 : 0.1)
      ? { transfer: { to: pick(random, others), address: nodes } }
      : {}),
    ...changes,
  };
  return { s, self, nodes };
}

function votesOf(random: Random, role: Role, self: NodeId, others: readonly NodeId[]) {
  if (role !== "candidate" && role !== "precandidate") return new Map<NodeId, boolean>();
  const answered = others.filter(() => random.chance(0.2));
  return new Map([[self, true], ...answered.map((node) => [node, random.chance(0.5)] as const)]);
}

function leadingOf(random: Random, log: Log, others: readonly NodeId[]): Leading {
  const next = lastIndex(log) + 1;
  const progress = new Map(others.map((node) => [node, unknownProgress(next, 0)]));
  return { progress, round: random.below(3), checkedIn: 0, uncommittedBytes: 0 };
}

/** Clients that wait for one of the next entries. */
function someWaiting(random: Random, from: number, term: number, nodes: number) {
  const indices = [1, 2, 3].filter(() => random.chance(0.2));
  return new Map(indices.map((i): [number, Waiting] => [
    from + i,
    { term: Math.max(1, term - random.below(2)), address: nodes + i },
  ]));
}

/** A server in words. */
export function inWords({ s, self, nodes }: Server): string {
  const { role, term, votedFor, lease, leader, log, commitIndex } = s;
  return [
    `server ${self} of ${nodes}, a ${role} in term ${term}`,
    votedFor === null ? "vote free" : `vote for ${votedFor}`,
    ...(leader === null || leader === self ? [] : [`following ${leader}`]),
    ...(lease ? ["just led"] : []),
    `with ${logInWords(log)}`,
    `committed up to ${commitIndex}`,
  ].join(", ");
}

/** A server, and what a leader has that turns to it: often of its term or the next, at times of an old one. */
export interface Visit extends Server {
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
export function aVisit(random: Random, usesLease = true): Visit {
  const server = aServer(random, {}, usesLease), { s, self, nodes } = server;
  // Nobody else leads in the term of a leader.
  const least = Math.max(1, s.role === "leader" ? s.term + 1 : s.term);
  // An old leader cannot know what is compacted since.
  const isOld = s.term > Math.max(1, s.log.base.term) && random.chance(0.2);
  const term = isOld ? s.term - 1 : least + random.below(2) + aStart(random);
  const others = Array.from({ length: nodes }, (_, node) => node).filter((node) => node !== self);
  const from = term === s.term && s.leader !== null ? s.leader : pick(random, others);
  const leads = leadersLog(random, s.log, s.commitIndex, term);
  // Often a place that the server has, too: from there on it can take all that comes.
  const known = Math.max(0, Math.min(lastIndex(leads), s.commitIndex + 1) - leads.base.index);
  const had = { ...leads, entries: leads.entries.slice(0, known) };
  const position = aPlace(random, random.chance(0.4) ? had : leads);
  return { ...server, from, term, leads, position };
}

/** The term of a position in words: "4 of term 2". */
export function placeInWords({ index, term }: Position): string {
  return `${index} of term ${term}`;
}
