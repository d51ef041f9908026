/**
 * What parts 4 to 6 are about: nodes that compare what they have, and nodes that average. There is
 * nothing to fill in here.
 *
 * @module
 */

import type { Any, NodeId } from "./given.ts";

/** What a node has written: its `number`-th update, from 1. */
export interface Update {
  /** Who wrote it. */
  readonly origin: NodeId;
  readonly number: number;
  /** Any text. */
  readonly value: string;
}

/** How much room an update takes in a message. */
export const sizeOf = ({ value }: Update): number => value.length;

/**
 * A version vector: of each origin, in any order, the number up to which all of its updates are here.
 * Origins of which there are none may be left out.
 */
export type Vector = readonly (readonly [origin: NodeId, number: number])[];

/** What nodes say that compare versions. */
export type VersionsMessage =
  /** Who begins → a partner: this I have. */
  | { readonly type: "digest"; readonly has: Vector }
  /** The partner → who began: this you lack, and that I have. */
  | { readonly type: "answer"; readonly updates: readonly Update[]; readonly has: Vector }
  /** Who began → the partner: this you lack. */
  | { readonly type: "updates"; readonly updates: readonly Update[] };

/** What a node that compares versions may do. */
export interface VersionsIo {
  send(to: NodeId, message: VersionsMessage): void;
  /** Hands an update to the application, and saves it. */
  apply(update: Update): void;
}

/** What is chosen for versions. */
export interface VersionsRules {
  readonly self: NodeId;
  /** All that are members, itself among them. */
  readonly members: readonly NodeId[];
  /** The updates of one message take no more room than this together. */
  readonly budget: number;
}

/** Part 4. Anti-entropy by version vectors. Its `s` is yours to choose. */
export interface Versions<S = Any> {
  /** A node starts; `saved` is what it applied before it crashed, in that order. */
  start(rules: VersionsRules, saved: readonly Update[]): S;
  /** The application here writes its next update. */
  write(s: S, value: string, io: VersionsIo): void;
  /** A round of this node, with a random partner; null: nobody is there. */
  round(s: S, partner: NodeId | null, io: VersionsIo): void;
  upon(s: S, from: NodeId, message: VersionsMessage, io: VersionsIo): void;
}

/** What there is under a key. */
export interface Item {
  /** Any text. */
  readonly key: string;
  /** From 0. */
  readonly version: number;
  /** null: it was deleted. */
  readonly value: string | null;
}

/** Of two items with one key, whether the first takes the place of the second. */
export function isNewer(a: Item, b: Item): boolean {
  if (a.version !== b.version) return a.version > b.version;
  return a.value !== b.value && (b.value === null || a.value !== null && a.value > b.value);
}

/** Where a node of the tree is: which child of the root, which child of that, and so on; []: the root. */
export type Path = readonly number[];

/** What is chosen for the tree. */
export interface MerkleRules {
  /** How many children a node has that is no leaf. */
  readonly branching: number;
  /** How many steps it is from the root to each leaf. */
  readonly depth: number;
}

/** The leaf to which a key with this hash belongs. */
export function leafOf(hash: number, { branching, depth }: MerkleRules): Path {
  return Array.from({ length: depth }, (_, i) => Math.floor(hash / branching ** i) % branching);
}

/** What nodes say that compare trees. */
export type MerkleMessage =
  /** Either → the other: these are hashes of mine. */
  | {
    readonly type: "compare";
    readonly at: readonly { readonly path: Path; readonly hash: number }[];
  }
  /** Either → the other: this is what I have in a leaf; send what I lack (`wants`), or: that you lacked. */
  | {
    readonly type: "leaf";
    readonly path: Path;
    readonly items: readonly Item[];
    readonly wants: boolean;
  };

/** What a node that compares trees may do. */
export interface MerkleIo {
  send(to: NodeId, message: MerkleMessage): void;
  /** A hash of a text, 32 bits; two texts with one hash need not be thought of. */
  hash(text: string): number;
}

/** Part 5. Anti-entropy by trees. Its `s` is yours to choose. */
export interface Merkle<S = Any> {
  start(rules: MerkleRules, io: MerkleIo): S;
  /** The application here writes or deletes. */
  put(s: S, item: Item, io: MerkleIo): void;
  /** All that is here, in any order, and what was deleted, too. */
  items(s: S): Item[];
  /** A round of this node, with a random partner. */
  round(s: S, partner: NodeId, io: MerkleIo): void;
  upon(s: S, from: NodeId, message: MerkleMessage, io: MerkleIo): void;
}

/** A share of what is summed. */
export interface Share {
  /** In which run; they are counted from 0. */
  readonly epoch: number;
  readonly sum: number;
  readonly weight: number;
}

/** What a node that averages may do. */
export interface MassIo {
  send(to: NodeId, share: Share): void;
}

/** Part 6. Push-sum. Its `s` is yours to choose. */
export interface Mass<S = Any> {
  /** A node starts in epoch 0. All begin with weight 1 for an average; one with 1, others with 0 for a sum. */
  start(value: number, weight: number): S;
  /** A round of this node, with partners drawn at random; none: nobody is there. */
  round(s: S, partners: readonly NodeId[], io: MassIo): void;
  /** A share has come. */
  upon(s: S, from: NodeId, share: Share): void;
  /** A share that was sent from here could not be delivered, and is back. */
  returned(s: S, share: Share): void;
  /** The value of this node is another one from now on. */
  changed(s: S, value: number): void;
  /** It is this node's turn to begin the next epoch. */
  renew(s: S): void;
  /** What the average, or sum, seems to be; null where nothing can be said. */
  estimate(s: S): number | null;
}
