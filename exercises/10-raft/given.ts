/**
 * What is given: the vocabulary of Raft, and what its handlers may call. There is nothing to fill in
 * here.
 *
 * The state of a server, `s`:
 *
 *     term: number                    the latest term that it has seen                        (saved)
 *     votedFor: NodeId | null         whom it voted for in this term                          (saved)
 *     log: { base, entries }          the entries after `base`, a position { index, term }    (saved)
 *     snapshot: Snapshot              { last, placed, machine, sessions }: all up to `last`   (saved)
 *     commitIndex: number             how far its log is known to be committed
 *     lastApplied: number             how far it is executed; equal to commitIndex between steps
 *     machine: unknown                what the executed commands have made of the state machine
 *     sessions: Sessions              what they have made of the clients' sessions
 *     configurations: Placed[]        { index, configuration } of the snapshot and of the log after it
 *     role                            "follower", "precandidate", "candidate" or "leader"
 *     leader: NodeId | null           whom it takes for the leader
 *     lease: boolean                  it has heard a leader within the least election timeout
 *     votes: Map<NodeId, boolean>     while it asks for votes: who has answered what
 *     leading: Leading | null         while it leads: { progress, round, checkedIn, uncommittedBytes }
 *     waiting: Map<index, Waiting>    who waits for which entry: { term, address }
 *     transfer?: { to, address }      leadership is to pass on to that server
 *
 * and what a leader keeps of a follower, `s.leading.progress.get(node)`:
 *
 *     match: number                   its log agrees up to here, as it has said
 *     next: number                    the next entry to send; always after `match`
 *     paused: boolean                 a message with entries is on its way
 *     round: number                   the latest round of the leader that it has answered
 *     mode                            "snapshot" while one is on its way; else "probe" (the book also has "replicate")
 *     patience: number                heartbeats until that snapshot counts as lost
 *
 * An entry is { term, type } with type "noop" or "register", { term, type: "command", command, stamp }, or
 * { term, type: "configuration", configuration }. The messages between servers, `from` added when they arrive:
 *
 *     requestVote          { term, last, pre, transfer }        last: the candidate's last position
 *     requestVoteReply     { term, granted, pre }
 *     appendEntries        { term, previous, entries, commit, round }
 *     appendEntriesReply   { term, success, previous, match, hint, round }   hint: { term or null, index }, or null
 *     installSnapshot      { term, snapshot, round }
 *
 * and from clients `request`, { command, stamp }. Timers: "election", "heartbeat", "quorum".
 *
 * The settings, `raft`: `rules` (the decisions: yours, where you have written them), `electionTimeoutMs` (a pair:
 * the least and the most), `heartbeatMs`, `preVote`, `checkQuorum`, `maxEntryBytesPerMessage`, `maxUncommittedBytes`, `snapshotEvery`,
 * `members`, `machine`.
 *
 * The world, `io`: `self`, `peers` (all servers, itself too), `send(to, message)`, `answer(client, answer)`,
 * `wait(ms, { type })` in place of the pending timer of that type, `cancel(type)`, `save(record)`, `choose(n)`: a number
 * from 0 to n − 1. What a step saves is durable before anything that it sends or answers leaves.
 *
 * @module
 */

import type { Configuration } from "hb/consensus/raft/configuration.ts";
import type { Proposal } from "hb/consensus/raft/entry.ts";
import type { RaftIo } from "hb/consensus/raft/roles.ts";
import type { Raft, Steps } from "hb/consensus/raft/settings.ts";
import type { State } from "hb/consensus/raft/state.ts";
import type { Recalled, Remembered as Saved } from "hb/consensus/raft/journal.ts";
import type { VoteResult } from "hb/replicated/quorum/majority.ts";
import type { Rules } from "hb/consensus/raft/rules.ts";
import type { NodeId, Protocol } from "hb/model/protocol.ts";

/** Stands where something is still to be written. */
export { todo } from "hb/grade/todo.ts";

/** The vocabulary. */
export type { NodeId } from "hb/model/protocol.ts";
/** What a protocol is, and the world as its handlers see it: for the last parts. */
export type { From, Io, Protocol, Tagged } from "hb/model/protocol.ts";
export type { Entry, Proposal } from "hb/consensus/raft/entry.ts";
export type { Position } from "hb/replicated/position.ts";
export type { Stamp } from "hb/replicated/sessions.ts";
export type { Log } from "hb/consensus/raft/log.ts";
export type { Hint, Incoming, Message, Timer } from "hb/consensus/raft/messages.ts";
export type { Answer } from "hb/replicated/requests.ts";
export type { Leading, State, Waiting } from "hb/consensus/raft/state.ts";
export type { Progress } from "hb/consensus/raft/progress.ts";
export type { Steps } from "hb/consensus/raft/settings.ts";
export type { Snapshot } from "hb/consensus/raft/snapshot.ts";
export type { Recalled, Remembered as Saved } from "hb/consensus/raft/journal.ts";
export type { Configuration, Placed } from "hb/consensus/raft/configuration.ts";
export type { Change, Changed, Transition } from "hb/consensus/raft/membership.ts";
export type { Admission, Sessions } from "hb/replicated/sessions.ts";
export type { VoteResult } from "hb/replicated/quorum/majority.ts";
export type { Candidacy } from "hb/consensus/raft/rules/election.ts";
export type { Rules } from "hb/consensus/raft/rules.ts";
/** The settings, with all decisions in `raft.rules`: yours, where you have written them. */
export type { Raft } from "hb/consensus/raft/settings.ts";
export type { RaftIo } from "hb/consensus/raft/roles.ts";

/** Logs: where they end, and what is in them. */
export { ORIGIN } from "hb/replicated/position.ts";
export {
  emptyLog,
  entriesFrom,
  entryAt,
  lastIndex,
  lastPosition,
  termAt,
} from "hb/consensus/raft/log.ts";
/**
 * Configurations: who is in them, and which is in force. `latest(s.configurations)` and
 * `inForceAt(s.configurations, index)` give it with its place: { index, configuration }.
 */
export {
  inForceAt,
  isJoint,
  isVoter,
  latest,
  membersOf,
  votersOf,
  votersOnly,
} from "hb/consensus/raft/configuration.ts";
/** What a server has before anything has happened. */
export { firstSnapshot } from "hb/consensus/raft/snapshot.ts";
/** `configurationOf(s)`: the configuration in force at a server, the latest in its log. */
export { configurationOf } from "hb/consensus/raft/state.ts";
/** Copies plain data. */
export { clone } from "hb/model/clone.ts";
/**
 * What handlers do again and again. `updateTerm(raft, s, term, io)`: a server that meets a greater term
 * follows in it. `enterTerm(raft, s, term, votedFor, io)`: sets and saves both.
 * `becomeFollower(raft, s, leader, io)`: gives up standing and leading.
 * `resetElectionTimer(raft, s, io)`: sets the election timer again, with a new random timeout; while `s.lease` holds,
 * for the least timeout only, after which the random rest is drawn (`endLease`).
 * `hearLeader(raft, s, leader, io)`: the leader of this term has spoken; it sets the timer, too.
 * `usesLease(raft)`: whether a server stands by a leader for a while after it was heard.
 * `endLease(raft, s, io)`: that while is over; the random rest of the election timeout begins.
 */
export {
  becomeFollower,
  endLease,
  enterTerm,
  hearLeader,
  resetElectionTimer,
  updateTerm,
  usesLease,
} from "hb/consensus/raft/roles.ts";
/**
 * How logs are written. `write(raft, s, after, entries, io)`: replaces everything after the entry at
 * `after`, and saves it. `restore(raft, s, snapshot, io)`: takes over a snapshot, log and all, and saves it.
 * `configurationsAfter(snapshot, log)`: the configurations in both.
 */
export { configurationsAfter, restore, write } from "hb/consensus/raft/writing.ts";
/**
 * What a leader has done for it. `startLeading(raft, s, io)`: sets `s.leading` to what a leader keeps at first,
 * when it knows nothing of anybody. `writeOwn(raft, s, proposal, io)`: writes an entry of the leader's term at the
 * end of its own log, and keeps a `Progress` for every member; the index of the entry.
 * `commitUntil(raft, s, index, io)`: commits up to there, applies it, answers clients, and does what follows from
 * a change of members: afterwards the leader may have stepped down, and a member be gone.
 */
export { commitUntil, startLeading, writeOwn } from "hb/consensus/raft/replication.ts";

/**
 * Appends an entry, `{ type: "noop" }` for one, to a leader's own log, in its term, and sends it on; the index
 * of the entry. Once you have written it, it is yours (part 12).
 */
export function append(raft: Raft, s: State, proposal: Proposal, io: RaftIo): number {
  return raft.steps.append(raft, s, proposal, io);
}

/** Sends a follower the latest snapshot, since the leader has no longer what it needs. Yours from part 20 on. */
export function sendSnapshot(raft: Raft, s: State, to: NodeId, io: RaftIo): void {
  raft.steps.sendSnapshot(raft, s, to, io);
}

/** The heartbeat to a follower to which a snapshot is on its way. Yours from part 20 on. */
export function awaitSnapshot(raft: Raft, s: State, to: NodeId, io: RaftIo): void {
  raft.steps.awaitSnapshot(raft, s, to, io);
}

/**
 * A follower to which a snapshot is on its way has answered, and `match` is up to date: if that is enough, it is
 * sent entries again (its `mode` is no longer "snapshot"), else perhaps another snapshot. Yours from part 20 on.
 */
export function snapshotAnswered(raft: Raft, s: State, from: NodeId, io: RaftIo): void {
  raft.steps.snapshotAnswered(raft, s, from, io);
}

/** Applies the entries up to `s.commitIndex` that are not applied yet, and answers clients. Yours from part 13 on. */
export function applyCommitted(raft: Raft, s: State, io: RaftIo): void {
  raft.steps.applyCommitted(raft, s, io);
}

/**
 * How commands are executed. `applyEntry(raft, s, entry, index)`: executes an entry once, whatever it is; what to answer, or
 * undefined if nobody waits for that any more. `takeSnapshot(raft, s, io)`: takes a snapshot of what is applied, and
 * forgets the log before it.
 */
export { applyEntry } from "hb/consensus/raft/apply.ts";
export { takeSnapshot } from "hb/consensus/raft/writing.ts";

/** A handler of one type of message; it changes `s` in place. Part 16: how a server starts. */
import type { Handler as Upon } from "hb/consensus/raft/change.ts";
export type { Handler as Upon } from "hb/consensus/raft/change.ts";
export type { RaftStart as Restart } from "hb/consensus/raft/raft.ts";

/** What is done after a timer; it changes `s` in place. */
export type After = (raft: Raft, s: State, io: RaftIo) => void;

/** Part 6: a server that stands for election. */
export interface Candidate {
  election: After;
  requestVoteReply: Upon<"requestVoteReply">;
}

/** Part 12: a leader and its followers. */
export interface Leader extends Pick<Steps, "append"> {
  appendEntriesReply: Upon<"appendEntriesReply">;
  heartbeat: After;
  quorum: After;
}

/** Part 13: clients, and what they wait for. */
export interface Clients extends Pick<Steps, "applyCommitted"> {
  request: Upon<"request">;
}

/** Part 20: followers that need what is compacted. */
export type Behind = Pick<Steps, "sendSnapshot" | "awaitSnapshot" | "snapshotAnswered">;

/** Parts 25 to 29: a Raft of your own, with states, messages, timers and records as you like them. */
export interface WholeRaft {
  /**
   * What every server runs. Its state machine is the list of all commands, in the order in which they are applied.
   * With `snapshotEvery` the log does not grow for ever: when so many entries have been applied, or somewhat more, a
   * snapshot takes their place.
   */
  // deno-lint-ignore no-explicit-any -- what they are is the reader's affair
  protocol(setting: { readonly snapshotEvery?: number }): Protocol<any, any, any, any>;
  /** The message by which a client asks a server to append a command, which is never asked for twice. */
  propose(command: string): { readonly type: string };
  /** What a server shows of itself. */
  view(state: unknown): WholeView;
  /**
   * The types of those of its messages by which a server answers, at once, whoever has sent it something: that it votes
   * or does not, how far it agrees. On some networks two thirds of just these come late, by up to two seconds, and where
   * messages are counted they do not count. So all of them must be named, and no others: what makes a server lead or
   * commit has a type that is named, and nothing that is named is sent to whoever has not just said something.
   */
  replies(): readonly string[];
}

/** What a server shows of itself. */
export interface WholeView {
  /** Its term. */
  readonly term: number;
  /** Whether it takes itself for the leader of that term. */
  readonly leads: boolean;
  /** The commands that it has applied, in their order, also those that are in its snapshot. */
  readonly applied: readonly string[];
  /** How many entries are in its log. */
  readonly entries: number;
}

/**
 * What a client is answered: its command is committed and applied, at this place among all commands (1 for the first);
 * or it has not been done, and will not be. As long as neither is sure, nothing is answered.
 */
export type WholeAnswer = { readonly ok: true; readonly place: number } | { readonly ok: false };

/** Part 4: how the votes of some voters are counted. */
export type CountVotes = (
  voters: readonly NodeId[],
  vote: (voter: NodeId) => boolean | undefined,
) => VoteResult;

/** Part 9: when entries are committed. */
export interface Commit extends Pick<Rules, "mayCommit" | "followerCommit"> {
  majorityIndex(voters: readonly NodeId[], reached: (voter: NodeId) => number): number;
}

/** A record of a vote or of entries. */
export type VoteOrEntries = Extract<Saved, { type: "vote" | "append" }>;

/** Part 15: what such a record changes. */
export type Recall = (known: Recalled, saved: VoteOrEntries) => Recalled;

/** The record of a snapshot: `{ type: "snapshot", snapshot, base }`. */
export type SnapshotRecord = Extract<Saved, { type: "snapshot" }>;

/** Part 18: how snapshots are saved and recalled. */
export interface Remember extends Pick<Rules, "saveSnapshot"> {
  recall(known: Recalled, saved: SnapshotRecord): Recalled;
}

/** The voters, and during a joint change the voters of before; else `outgoing` is empty. */
export type Halves = Pick<Configuration, "voters" | "outgoing">;

/** Part 22: how a configuration decides that may be a joint one. */
export interface Joint {
  vote(halves: Halves, vote: (voter: NodeId) => boolean | undefined): VoteResult;
  index(halves: Halves, reached: (voter: NodeId) => number): number;
}
