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
  type Id,
  type IdKey,
  idOf,
  keyOf,
  keyOfParent,
  nextId,
  type Operation,
  refuseUnknown,
  ROOT,
  type Side,
  type Span,
} from "./operation.ts";
import type { Order } from "./order.ts";

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
  const children = (s: PlainSequence, parent: IdKey, side: Side): Element[] =>
    [...s.elements.values()].filter((each) => each.parent === parent && each.side === side)
      .sort((a, b) => order.compare(a.id, b.id));
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
      return { type: "insert", dot, id, parent: idOf(parent), side, text: edit.text };
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
      if (parent !== ROOT) known(s, parent);
      for (let i = 0; i < operation.text.length; i++) {
        const { replica, counter } = operation.id, id = { replica, counter: counter + i };
        s.elements.set(keyOf(id), { id, value: operation.text[i]!, parent, side, gone: null });
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
      const isFree = (key: IdKey, { gone }: Element) =>
        gone !== null && isStable(gone, upTo) && (parents.get(key) ?? 0) === 0;
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
