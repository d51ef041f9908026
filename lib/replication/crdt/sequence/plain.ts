/**
 * A sequence as the papers tell it: a tree of single elements, read in order whenever somebody wants to see it. Everything
 * takes time in proportion to the whole tree. `sequence.ts` is the same thing for long texts, and a test holds both side by
 * side.
 *
 * @module
 */

import type { OperationCrdt, VersionVector } from "../crdt.ts";
import {
  assertEdit,
  assertNext,
  assertReplica,
  type Dot,
  type Edit,
  END,
  type Id,
  type IdKey,
  idOf,
  keyOf,
  keyOfParent,
  nextId,
  type Operation,
  refuseUnknown,
  rightOriginOf,
  ROOT,
  type Side,
  type Span,
} from "./operation.ts";
import { type Order, originAt } from "./order.ts";

/** One element. */
export interface Element {
  /** Its name. */
  readonly id: Id;
  /** What users see of it. */
  readonly value: string;
  /** What it hangs on. */
  readonly parent: IdKey;
  /** On which side. */
  readonly side: Side;
  /** What stood right of it when it was inserted; null where the order of siblings does not ask for it. */
  readonly rightOrigin: IdKey | null;
  /** The operation that deleted it; null while users see it. */
  gone: Dot | null;
}

/** A sequence. */
export interface PlainSequence {
  /** The greatest counter in it. */
  clock: number;
  /** How many operations of each replica have taken effect. */
  readonly counts: Map<number, number>;
  /** All elements, deleted ones as well. */
  readonly elements: Map<IdKey, Element>;
}

/** Sequences with these rules. */
export function plainSequence(
  order: Order,
): OperationCrdt<PlainSequence, Edit, Operation, string> {
  /** Which of two siblings comes first: negative if `a` does. */
  const compare = (s: PlainSequence, a: Element, b: Element): number => {
    const first = a.side === "right" && order.byRightOrigins
      ? standing(s, b.rightOrigin!, a.rightOrigin!)
      : 0;
    return first === 0 ? order.compare(a.id, b.id) : first;
  };
  /** Which of two elements stands first, by where their ways from the root part: right origins are older than what has them. */
  const standing = (s: PlainSequence, a: IdKey, b: IdKey): number => {
    if (a === b) return 0;
    if (a === END || b === END) return a === END ? 1 : -1;
    const one = wayTo(s, a), other = wayTo(s, b);
    const at = one.findIndex((each, i) => each !== other[i]);
    const [left, right] = [at < 0 ? undefined : one[at], other[at < 0 ? one.length : at]];
    // Who is on the way to the other has it on one of its sides.
    if (left === undefined) return right!.side === "left" ? 1 : -1;
    if (right === undefined) return left.side === "left" ? -1 : 1;
    return left.side === right.side ? compare(s, left, right) : left.side === "left" ? -1 : 1;
  };
  const children = (s: PlainSequence, parent: IdKey, side: Side): Element[] =>
    [...s.elements.values()].filter((each) => each.parent === parent && each.side === side)
      .sort((a, b) => compare(s, a, b));
  /** The elements in order: those on the left, the element, those on the right. */
  const inOrder = (s: PlainSequence, key: IdKey = ROOT): Element[] => {
    const below = (side: Side) =>
      children(s, key, side).flatMap((each) => inOrder(s, keyOf(each.id)));
    const own = s.elements.get(key);
    return [...below("left"), ...(own === undefined ? [] : [own]), ...below("right")];
  };
  const seen = (s: PlainSequence) => inOrder(s).filter(({ gone }) => gone === null);

  /** Whether an element is below another, on its right side. */
  const isRightBelow = (s: PlainSequence, key: IdKey, above: IdKey): boolean => {
    for (let each = s.elements.get(key); each !== undefined; each = s.elements.get(each.parent)) {
      if (each.parent === above) return each.side === "right";
    }
    return false;
  };

  return {
    name: `plain ${order.name}`,
    init: () => ({ clock: 0, counts: new Map(), elements: new Map() }),
    prepare(s, replica, edit) {
      assertReplica(replica);
      const all = seen(s), dot = { replica, count: (s.counts.get(replica) ?? 0) + 1 };
      assertEdit(edit, all.length);
      if (edit.type === "delete") {
        const gone = all.slice(edit.at, edit.at + edit.count);
        return { type: "delete", dot, spans: spansOf(gone.map(({ id }) => id)) };
      }
      const [left, right] = [all[edit.at - 1], all[edit.at]];
      const leftKey = left === undefined ? ROOT : keyOf(left.id);
      const rightKey = right === undefined ? null : keyOf(right.id);
      const { parent, side } = order.place(
        leftKey,
        rightKey,
        () => isRightBelow(s, rightKey!, leftKey),
      );
      const id = nextId(replica, s.clock, edit.text.length);
      const hangs = { id, parent: idOf(parent), side, ...originAt(order, side, rightKey) };
      return { type: "insert", dot, ...hangs, text: edit.text };
    },
    effect(s, operation) {
      const { dot } = operation;
      assertNext(dot, s.counts);
      s.counts.set(dot.replica, dot.count);
      if (operation.type === "delete") {
        for (const key of operation.spans.flatMap(keysOf)) {
          known(s, key).gone ??= dot;
        }
        return;
      }
      let parent = keyOfParent(operation.parent), side = operation.side;
      const rightOrigin = order.byRightOrigins ? rightOriginOf(operation) : null;
      if (parent !== ROOT) known(s, parent);
      if (rightOrigin !== null && rightOrigin !== END) known(s, rightOrigin);
      for (let i = 0; i < operation.text.length; i++) {
        const { replica, counter } = operation.id, id = { replica, counter: counter + i };
        const value = operation.text[i]!;
        s.elements.set(keyOf(id), { id, value, parent, side, rightOrigin, gone: null });
        s.clock = Math.max(s.clock, id.counter);
        [parent, side] = [keyOf(id), "right"];
      }
    },
    value: (s) => seen(s).map(({ value }) => value).join(""),
    stable(s, upTo) {
      const parents = new Map<IdKey, number>();
      for (const { parent } of s.elements.values()) {
        parents.set(parent, (parents.get(parent) ?? 0) + 1);
      }
      const origins = new Set([...s.elements.values()].map(({ rightOrigin }) => rightOrigin));
      const isFree = (key: IdKey, { gone }: Element) =>
        gone !== null && isStable(gone, upTo) && (parents.get(key) ?? 0) === 0 &&
        !origins.has(key);
      const free = [...s.elements].flatMap(([key, each]) => isFree(key, each) ? [key] : []);
      for (let key = free.pop(); key !== undefined; key = free.pop()) {
        const { parent } = s.elements.get(key)!, above = s.elements.get(parent);
        s.elements.delete(key);
        parents.set(parent, parents.get(parent)! - 1);
        if (above !== undefined && isFree(parent, above)) free.push(parent);
      }
    },
  };
}

/** The elements from the root down to one, itself included. */
function wayTo(s: PlainSequence, key: IdKey): Element[] {
  const way: Element[] = [];
  for (let each = s.elements.get(key); each !== undefined; each = s.elements.get(each.parent)) {
    way.unshift(each);
  }
  return way;
}

/** The element of an operation that must come after it. */
function known(s: PlainSequence, key: IdKey): Element {
  const element = s.elements.get(key);
  if (element === undefined) refuseUnknown(key);
  return element;
}

/** Whether an operation is stable. */
export function isStable({ replica, count }: Dot, upTo: VersionVector): boolean {
  return count <= (upTo.get(replica) ?? 0);
}

/** The keys of a span's elements. */
function keysOf({ replica, counter, length }: Span): IdKey[] {
  return Array.from({ length }, (_, i) => keyOf({ replica, counter: counter + i }));
}

/** Ids in short, in their order. */
export function spansOf(ids: readonly Id[]): Span[] {
  const spans: { replica: number; counter: number; length: number }[] = [];
  for (const { replica, counter } of ids) {
    const last = spans.at(-1);
    if (last?.replica === replica && last.counter + last.length === counter) last.length++;
    else spans.push({ replica, counter, length: 1 });
  }
  return spans;
}
