/**
 * Where a new element goes in the tree, and in which order siblings stand: all that RGA, Fugue and FugueMax differ in.
 *
 * @module
 */

import { type Id, type IdKey, idOf, type Side } from "./operation.ts";

/** Where a new element hangs. */
export interface Place {
  /** Its parent. */
  readonly parent: IdKey;
  /** On which side. */
  readonly side: Side;
}

/** What an insertion says of its right origin, where the order of siblings asks for it. */
export function originAt(
  { byRightOrigins }: Order,
  side: Side,
  right: IdKey | null,
): { readonly rightOrigin?: Id | null } {
  if (!byRightOrigins || side === "left") return {};
  return { rightOrigin: right === null ? null : idOf(right) };
}

/** The rules of one kind of sequence. */
export interface Order {
  /** What it is called. */
  readonly name: string;
  /**
   * Where an element is inserted between two neighbours that users see: `left`, or the root, and `right`, or null at
   * the end. `isUnder`: whether `right` is below `left`, on its right side.
   */
  place(left: IdKey, right: IdKey | null, isUnder: () => boolean): Place;
  /**
   * Whether siblings on the right stand, first of all, in the reverse order of their right origins: of what stood next, to the
   * right, when they were inserted.
   */
  readonly byRightOrigins: boolean;
  /** Which of two siblings on one side comes first, if nothing else says so: negative if `a` does. Never 0 for two ids. */
  compare(a: Id, b: Id): number;
}

/**
 * The replicated growable array (Roh, Jeon, Kim and Lee 2011, *Replicated abstract data types*): an element
 * stands right of the one after which it was inserted, and among those that were inserted after the same one, the newest
 * by logical clock comes first. Runs that two replicas type backwards are mixed.
 */
export const rga: Order = {
  name: "RGA",
  place: (left) => ({ parent: left, side: "right" }),
  byRightOrigins: false,
  compare: (a, b) => b.counter - a.counter || b.replica - a.replica,
};

/**
 * Fugue (Weidner and Kleppmann 2023, *The art of the Fugue*, algorithm 1): an element hangs on the right of its left
 * neighbour if nothing hangs there yet, and else on the left of its right neighbour. So what a replica inserts at one
 * place without knowing of others is one subtree, in whatever direction it is typed, and nothing gets between.
 *
 * In the paper, deleted elements count as neighbours. Here they do not: a parent is always an element that users see. Where
 * all that hangs right of the left neighbour is deleted, a new element becomes a sibling of that, which is between the same
 * two visible elements; else the right neighbour hangs below the left one, and is its leftmost visible element.
 * With this, no operation that knows of a deletion refers to what it deleted, which is what makes it safe to drop. Where
 * one writes next to what another has deleted and the first does not know, the order of the two may be another than the paper's.
 */
export const fugue: Order = {
  name: "Fugue",
  place: (left, right, isUnder) =>
    right !== null && isUnder() ? { parent: right, side: "left" } : { parent: left, side: "right" },
  byRightOrigins: false,
  compare: (a, b) => a.replica - b.replica || a.counter - b.counter,
};

/**
 * FugueMax (the same paper, on maximal non-interleaving): the tree of Fugue, but right siblings stand in the reverse
 * order of their right origins, so that each stands as near to what it was written in front of as it can. In Fugue their
 * replicas' numbers decide, and one who writes behind a letter may get between that letter's other right child and what that
 * was written in front of:
 *
 * ```
 * all have             L R        replica 1 writes P, and replica 2 writes S, between the two: L P S R
 * replica 2, sees S    P a S      "a" hangs right of P, in front of S
 * replica 3, does not  P b R      "b" hangs right of P, in front of R
 * Fugue                L P a b S R
 * FugueMax             L P b a S R
 * ```
 *
 * A right origin is, like a parent here, an element that users see, so what another has deleted is none; and it is kept for as
 * long as anything has it for its right origin, though it be deleted.
 */
export const fugueMax: Order = { ...fugue, name: "FugueMax", byRightOrigins: true };
