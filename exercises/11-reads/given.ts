/**
 * What is given: what each part is told, what it may do, and what it must be. There is nothing to fill in here.
 *
 * In parts 1 to 11 you write what one server does, event by event. `start` gives what it remembers at first, and that
 * is yours: plain data (numbers, texts, arrays, records, Maps and Sets). The other functions are called when something
 * happens; they get what `start` gave, change it, and do things by `io`. They keep nothing anywhere else. Servers are
 * numbers from 0; you are `io.self`, and `io.servers` says how many there are, you among them. A majority is more than
 * half of them. Reads are numbers, too; no two reads ever have the same. Times are in ms, each on the clock of the
 * server where it is measured.
 *
 * @module
 */

import type { NodeId } from "hb/model/protocol.ts";

export type { NodeId };
export { todo } from "hb/grade/todo.ts";
export type * from "./leases.ts";
export type * from "./quorums.ts";
export type * from "./rosters.ts";
export type * from "./whole_reads.ts";

// deno-lint-ignore no-explicit-any -- what a server remembers is the reader's affair
export type Any = any;

/** How far the log of a leader has got, in entries from 1; 0 is nothing. It executes no more than is decided. */
export interface Log {
  readonly decided: number;
  readonly executed: number;
}

/** What a server can do that answers a read. */
export interface AnsweringIo {
  readonly self: NodeId;
  readonly servers: number;
  /** Executes the read in the machine as it is now, and answers. */
  answer(read: number): void;
}

/** What a leader can do that reads by read index. */
export interface RoundsIo extends AnsweringIo {
  /** Sends a heartbeat to all others, whose acknowledgements name this round. */
  beat(round: number): void;
}

/** Part 1. A leader confirms by heartbeats that it still leads; each round of them has a number: 1, 2, 3 and so on. */
export interface Rounds<S = Any> {
  start(): S;
  /** A client reads. */
  read(s: S, read: number, log: Log, io: RoundsIo): void;
  /** A server acknowledges a round. */
  acknowledged(s: S, from: NodeId, round: number, log: Log, io: RoundsIo): void;
  /** The leader has executed more of its log. */
  executed(s: S, log: Log, io: RoundsIo): void;
  /** It is time for a heartbeat, whether somebody reads or not. */
  due(s: S, log: Log, io: RoundsIo): void;
}

/** The last entry that a server knows to be committed: where it is, and in which term it was made. */
export interface Commit {
  readonly index: number;
  readonly term: number;
}

/** What a server can do that may become a leader. */
export interface OwnTermIo {
  /** Appends an entry of its term without a command. */
  append(): void;
  /** The read may be answered when it is confirmed, and the log executed up to `index`: that is others' affair. */
  pass(read: number, index: number): void;
  /** Tells the client that it must ask somebody else. */
  refuse(read: number): void;
}

/** Part 2. Of a leader's commit index nobody may learn before it is one of its own term. */
export interface OwnTerm<S = Any> {
  start(): S;
  /** It leads from now on, in this term. */
  lead(s: S, term: number, io: OwnTermIo): void;
  /** It leads no more. */
  follow(s: S, io: OwnTermIo): void;
  /** A client reads. */
  read(s: S, read: number, commit: Commit, io: OwnTermIo): void;
  /** More is committed; this is the last entry that is. */
  committed(s: S, commit: Commit, io: OwnTermIo): void;
}

/** What a server can do that asks its leader. */
export interface FollowerIo extends AnsweringIo {
  /** Asks a server up to where it must have executed before it answers this read. */
  ask(leader: NodeId, read: number): void;
}

/** Part 5. Any server reads. */
export interface Follower<S = Any> {
  start(): S;
  /** A client reads; `leader` is whom this server takes for the leader, null if it knows none. */
  read(s: S, read: number, leader: NodeId | null, io: FollowerIo): void;
  /** It takes another server for the leader from now on, or none. */
  led(s: S, leader: NodeId | null, io: FollowerIo): void;
  /** A server that led has answered what was asked for this read: execute up to `index`. */
  index(s: S, read: number, index: number, executed: number, io: FollowerIo): void;
  /** It has executed up to here. */
  executed(s: S, executed: number, io: FollowerIo): void;
}
