/** What parts 6, 7 and 8 are about: reads and writes of quorums. There is nothing to fill in here. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { AnsweringIo, Any } from "./given.ts";

/** The log of a server: the last slot in which it has accepted something, and the last one that it has executed. */
export interface Slots {
  readonly last: number;
  readonly executed: number;
}

/** What a server can do that asks a quorum. */
export interface QuorumIo extends AnsweringIo {
  /** What so many servers have accepted is decided; not always a majority. */
  readonly accepts: number;
  /** Asks a server, for this read, how far its log goes. */
  peek(server: NodeId, read: number): void;
  /** Answers such a question: so far. */
  peeked(server: NodeId, read: number, last: number): void;
}

/** Part 6. Any server reads, and the leader is not asked. */
export interface Quorum<S = Any> {
  start(): S;
  /** A client reads. */
  read(s: S, read: number, slots: Slots, io: QuorumIo): void;
  /** Another server asks how far this one's log goes. */
  peek(s: S, from: NodeId, read: number, slots: Slots, io: QuorumIo): void;
  /** Another server has answered. */
  peeked(s: S, from: NodeId, read: number, last: number, slots: Slots, io: QuorumIo): void;
  /** It has executed more. */
  executed(s: S, slots: Slots, io: QuorumIo): void;
}

/** Some keys in a row, from `from` on and before `to` (null: to the end), and who answers reads of them. */
export interface Range {
  readonly from: string;
  readonly to: string | null;
  readonly responders: readonly NodeId[];
}

/** What a leader can do whose writes wait for responders. */
export interface CoverIo {
  readonly self: NodeId;
  readonly servers: number;
  /** Keys that are in none of these have no responders. */
  readonly ranges: readonly Range[];
  /** A responder of whom nothing is heard for longer than this, on the leader's clock, is to be removed. */
  readonly silentMs: number;
  /** The slot is decided; the client is answered. */
  decide(slot: number): void;
  /** Begins to take a responder out of the roster. Its leases go on until `over` says that they do not. */
  remove(server: NodeId): void;
}

/** Part 7. A leader answers a write when a majority, and everybody who may read its keys, have it. */
export interface Cover<S = Any> {
  start(now: number): S;
  /** It proposes a command that writes these keys, and has accepted it itself. */
  propose(s: S, slot: number, keys: readonly string[], io: CoverIo): void;
  /** A server has accepted what is in that slot. */
  accepted(s: S, from: NodeId, slot: number, io: CoverIo): void;
  /** Leases of that server are over for good, at everybody: it answers no reads any more. */
  over(s: S, server: NodeId, io: CoverIo): void;
  /** Anything was heard of a server. */
  heard(s: S, server: NodeId, now: number): void;
  /** It is time to see who is silent. */
  due(s: S, now: number, io: CoverIo): void;
}

/** What a responder can do. */
export interface HoldingIo {
  readonly self: NodeId;
  readonly servers: number;
  /** Whether it is the leader, which answers reads like any responder. */
  readonly leads: boolean;
  /** Who answers reads of a key, itself among them. */
  responders(key: string): readonly NodeId[];
  /** Answers with what the write in that slot wrote; slot 0: nothing was written yet. */
  answer(read: number, slot: number): void;
  /** The leader is to answer; a leader itself is never asked to read without leases. */
  forward(read: number): void;
}

/** Part 8. A responder, which holds a read while a write of the same key is under way. Each slot writes one key. */
export interface Holding<S = Any> {
  start(): S;
  /** A client reads; `isLeased`: this server has leases of a majority. */
  read(s: S, read: number, key: string, isLeased: boolean, io: HoldingIo): void;
  /** This server accepts a write, in that ballot. It may have accepted another one in that slot, in a lower ballot. */
  accept(s: S, slot: number, key: string, ballot: number, io: HoldingIo): void;
  /** An early accept notice: another server has accepted what is in that slot, in that ballot. */
  notice(s: S, from: NodeId, slot: number, ballot: number, io: HoldingIo): void;
  /** It learns that this is decided; it may not have accepted it. */
  decided(s: S, slot: number, key: string, io: HoldingIo): void;
  /** It has leases of a majority no more. */
  unleased(s: S, io: HoldingIo): void;
}
