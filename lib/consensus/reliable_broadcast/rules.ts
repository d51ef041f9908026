/** The decisions that reliable broadcast rests on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../../model/protocol.ts";
import { type Broadcast, nameOf, type Payload } from "./messages.ts";
import type { Known, Vote } from "./state.ts";

/** The rules. */
export interface Rules {
  /** How many echoes make a node ready, with n nodes and f traitors. Any two such quorums have a loyal node in common. */
  readonly echoes: (n: number, f: number) => number;
  /** How many readies make a node ready that lacks echoes: one of them is of somebody loyal. */
  readonly amplifies: (n: number, f: number) => number;
  /** How many readies are enough to deliver: without the traitors' they still make all others ready. */
  readonly delivers: (n: number, f: number) => number;
  /** Whether an initial message is its sender's. */
  readonly isFrom: (from: NodeId, sender: NodeId) => boolean;
  /** Under which name a broadcast is known. */
  readonly nameOf: (broadcast: Broadcast) => string;
  /** Whether a node may echo what it is told. */
  readonly mayEcho: (known: Known, payload: Payload) => boolean;
  /** Whether a node's echo or ready is counted, given those that were. */
  readonly isCounted: (node: NodeId, votes: readonly Vote[]) => boolean;
  /** Whether there is nothing to be done any more about a broadcast. */
  readonly isOver: (known: Known) => boolean;
}

/** As in the paper. */
export const rules: Rules = {
  echoes: (n, f) => Math.ceil((n + f + 1) / 2),
  amplifies: (_, f) => f + 1,
  delivers: (_, f) => 2 * f + 1,
  isFrom: (from, sender) => from === sender,
  nameOf,
  mayEcho: ({ echoed }) => echoed === null,
  isCounted: (node, votes) => votes.every((vote) => vote.node !== node),
  isOver: ({ isDelivered }) => isDelivered,
};
