/**
 * A sequence that many edit at once, RGA, Fugue or FugueMax by its order, for long texts. An edit takes time in proportion to the
 * number of blocks, some hundreds for a text that was typed, and to the logarithm of the number of items; and, where
 * several have inserted at one place, to how many those are and how deep the tree is below them. The tree is that of
 * `plain.ts`, and so are all operations.
 *
 * @module
 */

import type { OperationCrdt } from "../crdt.ts";
import { nextVisible, spotAt } from "./blocks.ts";
import { insert, isRightBelow } from "./insert.ts";
import { keyAt } from "./items.ts";
import {
  assertEdit,
  assertNext,
  assertReplica,
  type Edit,
  type IdKey,
  idOf,
  nextId,
  type Operation,
  ROOT,
  type Span,
} from "./operation.ts";
import {
  fugue as fugueOrder,
  fugueMax as fugueMaxOrder,
  type Order,
  originAt,
  type Place,
  rga as rgaOrder,
} from "./order.ts";
import { collect, remove } from "./remove.ts";
import { emptySequence, type Sequence, type Slot } from "./state.ts";

/** Sequences with this order. */
export function sequence(order: Order): OperationCrdt<Sequence, Edit, Operation, string> {
  return {
    name: order.name,
    init: emptySequence,
    prepare(s, replica, edit) {
      assertReplica(replica);
      assertEdit(edit, s.visible);
      const dot = { replica, count: (s.counts.get(replica) ?? 0) + 1 };
      if (edit.type === "delete") {
        return { type: "delete", dot, spans: spansAt(s, edit.at, edit.count) };
      }
      const { place: { parent, side }, right } = placeAt(s, edit.at, order),
        id = nextId(replica, s.clock, edit.text.length);
      const hangs = { id, parent: idOf(parent), side, ...originAt(order, side, right) };
      return { type: "insert", dot, ...hangs, text: edit.text };
    },
    effect(s, operation) {
      const { dot } = operation;
      assertNext(dot, s.counts);
      if (operation.type === "insert") insert(s, operation, order);
      else remove(s, operation.spans, dot);
      s.counts.set(dot.replica, dot.count);
    },
    value: textOf,
    stable: collect,
  };
}

/** A text as Fugue has it. */
export const fugue: OperationCrdt<Sequence, Edit, Operation, string> = sequence(fugueOrder);

/** A text as RGA has it. */
export const rga: OperationCrdt<Sequence, Edit, Operation, string> = sequence(rgaOrder);

/** A text as FugueMax has it. */
export const fugueMax: OperationCrdt<Sequence, Edit, Operation, string> = sequence(fugueMaxOrder);

/** Where an element is inserted so that it has this index, and what it is inserted in front of; null: the end. */
function placeAt(
  s: Sequence,
  index: number,
  order: Order,
): { readonly place: Place; readonly right: IdKey | null } {
  let left: IdKey = ROOT, right: IdKey | null = null, next: Slot | undefined;
  if (index > 0) {
    const { slot, offset } = spotAt(s, index - 1), item = s.items[slot]!;
    left = keyAt(item, offset);
    // Within a run each element hangs on the right of the one before.
    if (offset + 1 < item.length) {
      right = keyAt(item, offset + 1);
      return { place: order.place(left, right, () => true), right };
    }
    if (index < s.visible) next = nextVisible(s, slot);
  } else if (s.visible > 0) next = spotAt(s, 0).slot;
  if (next !== undefined) right = keyAt(s.items[next]!, 0);
  return { place: order.place(left, right, () => isRightBelow(s, next!, left)), right };
}

/** The names of so many visible elements, from this index on. */
function spansAt(s: Sequence, index: number, count: number): Span[] {
  const spans: Span[] = [];
  let { slot, offset } = spotAt(s, index);
  for (let left = count;;) {
    const { replica, counter, length } = s.items[slot]!;
    const taken = Math.min(left, length - offset), from = counter + offset, last = spans.at(-1);
    if (last?.replica === replica && last.counter + last.length === from) {
      spans[spans.length - 1] = { ...last, length: last.length + taken };
    } else spans.push({ replica, counter: from, length: taken });
    left -= taken;
    if (left === 0) return spans;
    [slot, offset] = [nextVisible(s, slot)!, 0];
  }
}

/** What users see. */
function textOf({ order, blocks, items }: Sequence): string {
  return order.map((number) => blocks[number]!.slots.map((slot) => items[slot]!.text).join(""))
    .join("");
}
