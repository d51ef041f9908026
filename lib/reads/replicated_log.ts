/** What a way to read must know of the replicated log that it reads from, whichever protocol replicates it. @module */

import type { Io, NodeId, Protocol, Tagged } from "../model/protocol.ts";

/** Which entries are looked for. */
export interface Sought {
  /** Only those behind this place. */
  readonly after: number;
  /** Of the commands only these. What is no command counts in any case: a no-op, a change of the members. */
  readonly isSought: (command: unknown) => boolean;
}

/** A replicated log, as ways to read see it. */
export interface ReplicatedLog<
  S extends object = object,
  M extends Tagged = Tagged,
  T extends Tagged = Tagged,
  R = unknown,
> {
  /** Its name, for people. */
  readonly words: string;
  /** What replicates it. */
  readonly protocol: Protocol<S, M, T, R>;
  /** The message that puts a command into the log. */
  ask(command: unknown): M;
  /** Whom a server takes for the leader. */
  leader(s: Readonly<S>): NodeId | null;
  /** What a server knows as the leader; null at others. */
  leading(s: Readonly<S>, self: NodeId): Leadership | null;
  /** How far a server has executed the log. */
  executed(s: Readonly<S>): number;
  /**
   * The last place in which a server has something, decided or not; or the last one that may be one of those sought,
   * at least `after`. What has been compacted into a snapshot may be whatever is sought.
   */
  last(s: Readonly<S>, sought?: Sought): number;
  /** Whether these servers have one in common with whoever decides what this server has not executed yet. */
  meetsDecisions(s: Readonly<S>, servers: ReadonlySet<NodeId>): boolean;
  /** Executes a command that only reads. */
  read(s: Readonly<S>, command: unknown): unknown;
  /** The leader sends a heartbeat to everybody now. */
  beat(s: S, io: Io<M, T, R>): void;
  /**
   * How long a server that has heard from the leader helps nobody else to lead, in ms of its own clock; 0 when it
   * promises nothing of that kind.
   */
  readonly loyalMs: number;
}

/** What a leader knows. */
export interface Leadership {
  /** Its term or ballot, as text: another one is another leadership. */
  readonly name: string;
  /**
   * How far the log is decided; null as long as it does not know that, because nothing of its own leadership has
   * been decided yet (Ongaro 2014, section 6.4, step 1).
   */
  readonly decided: number | null;
  /** The number of its last heartbeat; 0 before the first one of its leadership. */
  readonly round: number;
  /** Whether a quorum, itself included, has answered this heartbeat or a later one; of round 0 it always has. */
  heard(round: number): boolean;
  /** Whether it is about to hand leadership over to somebody who need not wait until it is forgotten. */
  readonly handsOver: boolean;
}
