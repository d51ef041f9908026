/**
 * How a long sequence is kept. Elements that one replica inserted one after another, each as the right child of the one
 * before, and that stand next to each other, are one item: a text that was typed has some ten thousand of these where it
 * has some hundred thousand elements. Only the first element of an item has left children, and only the last has right
 * children other than the next element of its run; whatever comes between splits the item.
 *
 * Items stand in order in blocks of a few dozen, which say how many elements users see in them.
 *
 * @module
 */

import type { Dot, IdKey, Side } from "./operation.ts";

/** The number of an item. */
export type Slot = number;

/** A run of elements. */
export interface Item {
  /** Who inserted them. */
  replica: number;
  /** The counter of the first; the others have the following ones. */
  counter: number;
  /** How many there are. */
  length: number;
  /** What users see of them; of deleted ones nothing is kept. */
  text: string;
  /** The operation that deleted them, or the last that deleted any of them; null while users see them. */
  gone: Dot | null;
  /** What the first hangs on. */
  parent: IdKey;
  /** On which side. */
  side: Side;
  /**
   * What stood right of each of them when it was inserted: for all the same, and for what begins with a left child its
   * parent. Null where the order of siblings does not ask for it.
   */
  rightOrigin: IdKey | null;
  /**
   * The nearest element, up the tree, on whose right side the first element is. It never changes, as nothing ever moves
   * in the tree.
   */
  under: IdKey;
  /** The block in which it stands. */
  block: number;
}

/** Some items in a row. */
export interface Block {
  /** Which. */
  slots: Slot[];
  /** How many elements users see in them. */
  visible: number;
}

/** What hangs on an element, but for the next element of its own item: first elements, in the order of siblings. */
export interface Children {
  /** On its left. */
  readonly left: Slot[];
  /** On its right. */
  readonly right: Slot[];
}

/** A sequence. */
export interface Sequence {
  /** The greatest counter in it. */
  clock: number;
  /** How many operations of each replica have taken effect. */
  readonly counts: Map<number, number>;
  /** The items by their numbers; null: the number is free. */
  readonly items: (Item | null)[];
  /** Free numbers. */
  readonly free: Slot[];
  /** The blocks by their numbers. */
  readonly blocks: Block[];
  /** The numbers of the blocks, in order; those that are not in it are empty. */
  readonly order: number[];
  /** The items of each replica, by their counters. */
  readonly runs: Map<number, Slot[]>;
  /** What hangs on elements, where anything does. */
  readonly children: Map<IdKey, Children>;
  /** How many elements users see. */
  visible: number;
}

/** A sequence without elements. */
export function emptySequence(): Sequence {
  return {
    clock: 0,
    counts: new Map(),
    items: [],
    free: [],
    blocks: [{ slots: [], visible: 0 }],
    order: [0],
    runs: new Map(),
    children: new Map(),
    visible: 0,
  };
}

/** How many elements users see of an item. */
export function visibleOf({ gone, length }: Item): number {
  return gone === null ? length : 0;
}

/** How many elements a sequence keeps, and how many of them are deleted, in how many items. */
export interface Kept {
  /** Elements, deleted ones as well. */
  readonly elements: number;
  /** Deleted elements. */
  readonly deleted: number;
  /** Items. */
  readonly items: number;
}

/** What a sequence keeps. */
export function keptOf({ items, visible }: Pick<Sequence, "items" | "visible">): Kept {
  let elements = 0, count = 0;
  for (const item of items) {
    if (item === null) continue;
    elements += item.length;
    count++;
  }
  return { elements, deleted: elements - visible, items: count };
}
