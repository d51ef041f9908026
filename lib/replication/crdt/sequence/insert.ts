/** Where an inserted run goes in a sequence. @module */

import { count, putItem } from "./blocks.ts";
import { addItem, childrenOf, keyAt, lastKey, split, spotOf, standing } from "./items.ts";
import {
  END,
  type IdKey,
  type Insert,
  keyOfParent,
  rightOriginOf,
  ROOT,
  type Side,
} from "./operation.ts";
import type { Order } from "./order.ts";
import { type Item, type Sequence, type Slot, visibleOf } from "./state.ts";

/** What is said of a run in an item. */
type Run = Pick<Item, "replica" | "counter" | "text" | "rightOrigin">;

/** Takes an insertion. Throws `RangeError` if its parent is not there, or its right origin. */
export function insert(s: Sequence, operation: Insert, order: Order): void {
  const { id, side, text } = operation, parent = keyOfParent(operation.parent);
  const rightOrigin = order.byRightOrigins ? rightOriginOf(operation) : null;
  if (rightOrigin !== null && rightOrigin !== END) spotOf(s, rightOrigin);
  const at = parent === ROOT ? undefined : isolated(s, parent, side);
  s.clock = Math.max(s.clock, id.counter + text.length - 1);
  const run = { ...id, text, rightOrigin };
  if (at !== undefined && side === "right" && extend(s, s.items[at]!, parent, run)) return;
  const slot = addItem(s, {
    ...run,
    length: text.length,
    gone: null,
    parent,
    side,
    under: side === "right" ? parent : s.items[at!]!.under,
    block: 0,
  });
  const siblings = childrenOf(s, parent)[side];
  const place = siblings.findIndex((each) => compare(s, order, side, s.items[each]!, run) > 0);
  const i = place < 0 ? siblings.length : place;
  siblings.splice(i, 0, slot);
  stand(s, slot, at, side, siblings[i - 1], siblings[i + 1]);
}

/** Which of two siblings comes first: negative if `a` does. */
function compare(s: Sequence, order: Order, side: Side, a: Run, b: Run): number {
  const first = side === "right" && a.rightOrigin !== null && b.rightOrigin !== null
    ? standing(s, b.rightOrigin, a.rightOrigin)
    : 0;
  return first === 0 ? order.compare(a, b) : first;
}

/** Puts an item where it belongs: next to its parent, if no sibling is between. */
function stand(
  s: Sequence,
  slot: Slot,
  parent: Slot | undefined,
  side: Side,
  before: Slot | undefined,
  after: Slot | undefined,
): void {
  if (side === "right") {
    if (before === undefined) putItem(s, slot, parent, "after");
    else putItem(s, slot, lastBelow(s, before), "after");
  } else {
    if (after === undefined) putItem(s, slot, parent, "before");
    else putItem(s, slot, firstBelow(s, after), "before");
  }
}

/** The item in which an element is the last, or the first, so that something can hang there. */
function isolated(s: Sequence, key: IdKey, side: Side): Slot {
  const { slot, offset } = spotOf(s, key);
  if (side === "left") return offset === 0 ? slot : split(s, slot, offset);
  if (offset + 1 < s.items[slot]!.length) split(s, slot, offset + 1);
  return slot;
}

/** Whether a run goes on where an item ends, and has become part of it. */
function extend(
  s: Sequence,
  item: Item,
  parent: IdKey,
  { replica, counter, text, rightOrigin }: Run,
): boolean {
  const isNext = item.replica === replica && item.counter + item.length === counter &&
    item.gone === null && item.rightOrigin === rightOrigin &&
    (s.children.get(parent)?.right.length ?? 0) === 0;
  if (!isNext) return false;
  item.length += text.length;
  item.text += text;
  count(s, item, text.length);
  return true;
}

/** The item that stands last among all that hang on an item, itself included. */
function lastBelow(s: Sequence, slot: Slot): Slot {
  let last = slot;
  for (;;) {
    const below = s.children.get(lastKey(s.items[last]!))?.right.at(-1);
    if (below === undefined) return last;
    last = below;
  }
}

/** The item that stands first among them. */
function firstBelow(s: Sequence, slot: Slot): Slot {
  let first = slot;
  for (;;) {
    const below = s.children.get(keyAt(s.items[first]!, 0))?.left[0];
    if (below === undefined) return first;
    first = below;
  }
}

/** Whether a visible element, the first of an item, is below another, on its right side, and all between is deleted. */
export function isRightBelow(s: Sequence, slot: Slot, above: IdKey): boolean {
  for (let under = s.items[slot]!.under; under !== above;) {
    if (under === ROOT) return false;
    const item = s.items[spotOf(s, under).slot]!;
    if (visibleOf(item) > 0) return false;
    // All of the item is deleted, and each of its elements is on the right of the one before.
    under = item.under;
  }
  return true;
}
