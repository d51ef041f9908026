/** What replicas of a sequence tell each other. @module */

/** Names an element for ever. No two have the same. */
export interface Id {
  /** Which replica inserted it: a whole number from 0 to 2²⁰ − 1. */
  readonly replica: number;
  /** Greater than the counters of all elements that this replica knew: a logical clock (Lamport 1978). */
  readonly counter: number;
}

/** Names an operation: the `count`-th of its replica, from 1. */
export interface Dot {
  /** Whose it is. */
  readonly replica: number;
  /** Its number. */
  readonly count: number;
}

/** On which side of its parent an element stands in the tree. */
export type Side = "left" | "right";

/** Elements that one replica inserted one after another: `id`, and those with the following counters. */
export interface Span extends Id {
  /** How many. */
  readonly length: number;
}

/** The operations. Elements are the units of UTF-16 of a text, as in strings of JavaScript. */
export type Operation =
  /** Insert a run: its first element is a child of `parent` (null: of the root), each other the right child of the one before. */
  | {
    readonly type: "insert";
    readonly dot: Dot;
    readonly id: Id;
    readonly parent: Id | null;
    readonly side: Side;
    /** Of a right child, where the order of siblings asks for it: what stood next, to the right; null: the end. */
    readonly rightOrigin?: Id | null;
    readonly text: string;
  }
  /** Delete these. */
  | { readonly type: "delete"; readonly dot: Dot; readonly spans: readonly Span[] };

/** What users ask for: indices count the elements that they see. */
export type Edit =
  /** So that its first element has this index. */
  | { readonly type: "insert"; readonly at: number; readonly text: string }
  /** So many elements, from this index on. */
  | { readonly type: "delete"; readonly at: number; readonly count: number };

/** An id as one number, so that it can be the key of a map. */
export type IdKey = number;

/** The root of the tree: what stands before all elements, and is nobody's. */
export const ROOT: IdKey = -1;

/** What stands behind all elements, and is nobody's. */
export const END: IdKey = -2;

const COUNTERS = 2 ** 32;

/** The key of an id. */
export function keyOf({ replica, counter }: Id): IdKey {
  return replica * COUNTERS + counter;
}

/** The id of a key; null for the root and the end. */
export function idOf(key: IdKey): Id | null {
  if (key < 0) return null;
  const counter = key % COUNTERS;
  return { replica: (key - counter) / COUNTERS, counter };
}

/** The key of an id or of the root. */
export function keyOfParent(id: Id | null): IdKey {
  return id === null ? ROOT : keyOf(id);
}

/** An insertion. */
export type Insert = Extract<Operation, { type: "insert" }>;

/** What stood right of a run when it was inserted. */
export function rightOriginOf({ side, parent, rightOrigin }: Insert): IdKey {
  if (side === "left") return keyOfParent(parent);
  return rightOrigin === null || rightOrigin === undefined ? END : keyOf(rightOrigin);
}

/** Throws unless ids of this replica have keys. */
export function assertReplica(replica: number | string): asserts replica is number {
  if (
    typeof replica === "number" && Number.isInteger(replica) && replica >= 0 && replica < 2 ** 20
  ) {
    return;
  }
  throw new RangeError(
    `Cannot edit a sequence because its replica must be a whole number from 0 to 2²⁰ − 1: given ${replica}`,
  );
}

/** Throws unless an edit fits a sequence of `length` visible elements. */
export function assertEdit(edit: Edit, length: number): void {
  const { at } = edit, to = edit.type === "insert" ? at : at + edit.count;
  const least = edit.type === "insert" ? edit.text.length : edit.count;
  if (Number.isInteger(at) && Number.isInteger(to) && at >= 0 && to <= length && least > 0) return;
  throw new RangeError(
    `Cannot ${edit.type} because it must be of at least one element, within the ${length} that there are: ` +
      `given index ${at} and ${least} elements`,
  );
}

/** The id of the first of `count` new elements of a sequence with this clock. Throws `RangeError` when numbers run out. */
export function nextId(replica: number, clock: number, count: number): Id {
  if (clock + count < COUNTERS) return { replica, counter: clock + 1 };
  throw new RangeError(
    `Cannot insert because counters of elements must be below 2³²: given ${count} more after ${clock}`,
  );
}

/** Throws unless an operation is the next of its replica. */
export function assertNext(dot: Dot, counts: ReadonlyMap<number, number>): void {
  const before = counts.get(dot.replica) ?? 0;
  if (dot.count === before + 1) return;
  throw new RangeError(
    `Cannot take an operation because it must be the next of its replica, number ${
      before + 1
    } of replica ` +
      `${dot.replica}: given number ${dot.count}`,
  );
}

/** Throws, as an operation speaks of an element that is not there. */
export function refuseUnknown(key: IdKey): never {
  const { replica, counter } = idOf(key)!;
  throw new RangeError(
    `Cannot take an operation because all that it depends on must have taken effect before: given one on element ` +
      `${counter} of replica ${replica}, which is not there`,
  );
}
