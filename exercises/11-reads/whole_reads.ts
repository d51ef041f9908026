/**
 * What parts 12 to 14 are about: the whole of reads, over a replicated log that is given. There is nothing to fill in
 * here.
 *
 * @module
 */

import type { NodeId, Protocol } from "hb/model/protocol.ts";
import type { ReplicatedLog } from "hb/reads/replicated_log.ts";
import type { Answer } from "hb/replicated/requests.ts";
import type { Any } from "./given.ts";

export type { Io, Protocol, Tagged } from "hb/model/protocol.ts";
/**
 * A replicated log, as whoever reads it sees it; `s` is a server's state.
 *
 *     protocol: Protocol
 *     leader(s): NodeId | null
 *     leading(s, self: NodeId): Leadership | null
 *     executed(s): number
 *     last(s): number
 *     meetsDecisions(s, servers: ReadonlySet<NodeId>): boolean
 *     read(s, command: unknown): unknown
 *     beat(s, io: Io): void
 *     loyalMs: number
 *     ask(command: unknown): Tagged
 *
 * `protocol`: what replicates it, with handlers that you call.
 * `leader(s)`: whom a server takes for the leader. `leading(s, self)`: what it knows as the leader, null at others.
 * `executed(s)`: how far it has executed, which may be less than is decided. `last(s)`: the last place in which it has something. `meetsDecisions(s,
 * servers)`: whether these servers have one in common with whoever decides. `read(s, command)`: executes a command that
 * only reads. `beat(s, io)`: the leader sends a heartbeat now. `loyalMs`: how long a server that has heard the leader
 * helps nobody else to lead; 0 if it promises nothing. `ask(command)`: the message that puts a command into the log.
 *
 * What a leader knows (`Leadership`):
 *
 *     name: string
 *     decided: number | null
 *     round: number
 *     heard(round: number): boolean
 *     handsOver: boolean
 *
 * `name` (another one is another leadership), `decided` (null as long as nothing of
 * its own leadership is), `round` (the number of its last heartbeat; 0 before the first one of its
 * leadership), `heard(round)` (whether a majority, itself included, has answered this heartbeat or a later one; of
 * round 0 always true, as there is none to wait for), `handsOver` (it is about to hand over to somebody for
 * whom all vote at once).
 */
export type { Leadership, ReplicatedLog } from "hb/reads/replicated_log.ts";

/** How servers read. */
export type Way =
  /** The leader confirms by heartbeats that it still leads; who does not lead hands the read on to it. */
  | "read index"
  /** Who does not lead asks the leader for the index only, and reads itself. */
  | "follower"
  /** The leader has a lease, and confirms by heartbeats while it has none; who does not lead hands the read on to it. */
  | "leader lease"
  /** Any server asks a quorum. */
  | "pqr";

/** What is chosen. */
export interface WholeOptions {
  readonly way: Way;
  /** How far clocks drift at most, as a fraction. */
  readonly drift: number;
}

/** What a client asks: any server, at any time. It asks another one if it gets no answer. */
export interface ReadRequest {
  readonly type: "read";
  /** It only reads. */
  readonly command: unknown;
}

/** What it is answered: what `log.read` gave, and how far the log was executed then. */
export type ReadAnswer = Extract<Answer, { readonly ok: true }>;

/** What servers say to each other about reads, to begin with. You may change it, but use no type that the log has. */
export type ReadMessage =
  | ReadRequest
  /** To the leader: this is yours to answer; the answer goes to `address`. */
  | { readonly type: "handOn"; readonly command: unknown; readonly address: NodeId }
  /** To the leader: up to where must I have executed? */
  | { readonly type: "askIndex"; readonly id: number }
  | { readonly type: "index"; readonly id: number; readonly index: number }
  /** To all others: what is the last place in which you have something? */
  | { readonly type: "peek"; readonly id: number }
  | { readonly type: "peeked"; readonly id: number; readonly last: number };

/** Parts 12 to 14. A log with reads is a protocol again. */
export interface WholeReads {
  protocol(log: ReplicatedLog, options: WholeOptions): Protocol<Any, Any, Any, Any>;
}
