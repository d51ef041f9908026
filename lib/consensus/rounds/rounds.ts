/**
 * Protocols in rounds, the synchronous model (Lynch 1996, chapter 2): in each round a node tells others something,
 * then hears what all others have told it, and changes its state. Whoever says nothing is known to have said
 * nothing, which is what no asynchronous protocol can know.
 *
 * @module
 */

import type { Io, NodeId } from "../../model/protocol.ts";

/** What a node of such a protocol knows of where it is. */
export type At = Pick<Io<never>, "self" | "peers" | "choose">;

/** What was told in one round, by who told it; whoever is not in it was silent. */
export type Told<P> = ReadonlyMap<NodeId, readonly P[]>;

/** A protocol in rounds, counted from 1; `P` is one thing that is told, which the papers call a message. */
export interface InRounds<S, P> {
  /** How many rounds there are. */
  readonly rounds: number;
  /** Who may speak in a round; what others say in it is not heard. */
  speakers(round: number, nodes: number): readonly NodeId[];
  /** Who listens in a round; the others need not wait for its end. */
  listeners(round: number, nodes: number): readonly NodeId[];
  /** A node at the beginning. */
  start(at: At): S;
  /** What it tells another in a round, which may be nothing. Changes nothing. */
  say(state: Readonly<S>, round: number, to: NodeId, at: At): readonly P[];
  /** What it makes of all that it was told in a round, at the end of it. */
  hear(state: S, round: number, told: Told<P>, at: At): void;
}
