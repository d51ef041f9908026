/** What may be chosen about a store in the manner of Dynamo without making it wrong. @module */

import { hashOf } from "../../membership/anti_entropy/merkle/hash.ts";
import { leavesOf, type Shape } from "../../membership/anti_entropy/merkle/tree.ts";
import {
  assertKinds,
  code,
  either,
  numberAbove,
  numberFrom,
  oneOf,
  record,
  wholeFrom,
  yesOrNo,
} from "../../model/kinds.ts";
import type { NodeId } from "../../model/protocol.ts";

/** The settings; all but the times must be the same at all nodes. */
export interface Settings {
  /** N: how many replicas a key has. */
  readonly copies: number;
  /** R: how many must answer before a get is answered. */
  readonly reads: number;
  /** W: how many must have a put before it is answered. */
  readonly writes: number;
  /**
   * The preference list of a key (DeCandia et al. 2007, section 4.3): all of the nodes, each once. The first N are its
   * homes, the others stand in for them in their order. Where keys are placed by consistent hashing, this is the
   * list of the ring; by default nodes stand in the order of their numbers, from one that the key's hash picks.
   */
  readonly replicasOf: (key: string, nodes: readonly NodeId[]) => readonly NodeId[];
  /**
   * Whether the first N *healthy* nodes of the list count as replicas (section 4.6: a sloppy quorum). If not, only homes
   * count; stand-ins keep hints all the same.
   */
  readonly sloppy: boolean;
  /**
   * What becomes of writes neither of which had seen the other. "siblings": both stay, and readers are shown both.
   * "last write wins": the later one stays, by a hybrid clock, and the other is lost.
   */
  readonly conflict: "siblings" | "last write wins";
  /** Whether a get mends replicas that know less than others (section 5: read repair). */
  readonly readRepair: boolean;
  /** How many keys a node keeps for each other one, at most; it refuses what is more. */
  readonly hints: number;
  /** How many of them it hands on at a time. */
  readonly handoffs: number;
  /** How long a coordinator waits for nodes before it thinks them down and turns to others, in ms. */
  readonly patienceMs: number;
  /** From one attempt to hand on hints to the next, in ms. Null: only when asked. */
  readonly handoffMs: number | null;
  /** The hash tree of the keys that two nodes have in common; null: there is no anti-entropy. */
  readonly shape: Shape | null;
  /** How many bytes of hashes, or of copies, a message of a comparison has; a single copy may have more. */
  readonly messageBytes: number;
  /** From one comparison of copies to the next, in ms: half as long again at most. Null: only when asked. */
  readonly repairMs: number | null;
  /** From one look for old tombstones to the next, in ms. Null: they stay for ever. */
  readonly sweepMs: number | null;
  /** No message is on its way longer than this, in ms, its receiver's pauses included. Purging rests on it. */
  readonly graceMs: number;
  /** From how many names one is drawn at birth. A node that has lost its disk must not draw one that it had. */
  readonly names: number;
}

/** The usual (3, 2, 2) of the paper (section 6). */
export const settings: Settings = {
  copies: 3,
  reads: 2,
  writes: 2,
  replicasOf: around,
  sloppy: true,
  conflict: "siblings",
  readRepair: true,
  hints: 1000,
  handoffs: 100,
  patienceMs: 100,
  handoffMs: 200,
  shape: { branching: 16, depth: 2 },
  messageBytes: 2 ** 16,
  repairMs: 1000,
  sweepMs: null,
  graceMs: 10_000,
  names: 2 ** 32,
};

/** All nodes in the order of their numbers, from one that the hash of the key picks. */
export function around(key: string, nodes: readonly NodeId[]): readonly NodeId[] {
  const first = hashOf(key) % nodes.length;
  return [...nodes.slice(first), ...nodes.slice(0, first)];
}

/** The settings with these; throws `RangeError` where they cannot be. */
export function settingsWith(chosen: Partial<Settings>): Settings {
  const all = { ...settings, ...chosen };
  assertKinds("run a store in the manner of Dynamo", all, {
    copies: wholeFrom(1),
    reads: wholeFrom(1, all.copies),
    writes: wholeFrom(1, all.copies),
    replicasOf: code,
    sloppy: yesOrNo,
    conflict: oneOf("siblings", "last write wins"),
    readRepair: yesOrNo,
    hints: wholeFrom(0),
    handoffs: wholeFrom(1),
    patienceMs: numberAbove(0),
    handoffMs: either(numberAbove(0), null),
    shape: either(record, null),
    messageBytes: wholeFrom(1),
    repairMs: either(numberAbove(0), null),
    sweepMs: either(numberAbove(0), null),
    graceMs: numberFrom(0),
    names: wholeFrom(1),
  });
  if (all.shape !== null) leavesOf(all.shape);
  return all;
}
