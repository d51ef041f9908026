/** What the laboratory must know of an implementation of Raft. @module */

import type { Invariant } from "../../model/invariant.ts";
import type { Protocol, Tagged } from "../../model/protocol.ts";

/** What a client asks to be appended; no two are alike within a run. */
export type Command = string;

/** What the laboratory asks of an implementation before a run. */
export interface Setting {
  /** Take a snapshot whenever this many commands have been applied since the last; without it, never. */
  readonly snapshotEvery?: number;
}

/** What a server shows of itself. */
export interface View {
  /** Its current term. */
  readonly term: number;
  /** Whether it takes itself for the leader of that term. */
  readonly leads: boolean;
  /** The commands that its state machine has applied, in order, those within its snapshot included. */
  readonly applied: readonly Command[];
  /** How many entries its log holds besides the snapshot. */
  readonly entries: number;
}

/** An implementation of Raft, as the laboratory sees it. */
export interface RaftSubject<S, M extends Tagged, T extends Tagged = never, R = never> {
  /** The protocol, over a state machine that keeps the commands in the order in which it applies them. */
  protocol(setting: Setting): Protocol<S, M, T, R>;
  /** What must hold after every step, besides what the laboratory itself checks. */
  readonly invariants?: readonly Invariant<S>[];
  /** The message by which a server is asked to append a command: it does so only if it leads. */
  propose(command: Command): M;
  /** What a server shows of itself. */
  view(state: Readonly<S>): View;
  /** The types of messages that answer others: an unreliable network delays them longer. */
  readonly replies: readonly M["type"][];
}
