/** The order of a sequence's items, and where an index is among them. @module */

import { type Item, type Sequence, type Slot, visibleOf } from "./state.ts";

/** Blocks have at most so many items. */
const MOST = 64;

/** A visible element: its item, and which of its elements it is. */
export interface Spot {
  /** The item. */
  readonly slot: Slot;
  /** Counted from 0. */
  readonly offset: number;
}

/** The visible element with this index, which must be there. In time in proportion to the number of blocks. */
export function spotAt(s: Sequence, index: number): Spot {
  let left = index;
  for (const number of s.order) {
    const block = s.blocks[number]!;
    if (left >= block.visible) {
      left -= block.visible;
      continue;
    }
    for (const slot of block.slots) {
      const visible = visibleOf(s.items[slot]!);
      if (left < visible) return { slot, offset: left };
      left -= visible;
    }
  }
  throw new RangeError(
    `Cannot find an element because its index must be below ${s.visible}: given ${index}`,
  );
}

/** The visible item after this one, if there is one. */
export function nextVisible(s: Sequence, slot: Slot): Slot | undefined {
  const { block } = s.items[slot]!, { slots } = s.blocks[block]!;
  for (let i = slots.indexOf(slot) + 1; i < slots.length; i++) {
    if (visibleOf(s.items[slots[i]!]!) > 0) return slots[i];
  }
  for (let i = s.order.indexOf(block) + 1; i < s.order.length; i++) {
    const next = s.blocks[s.order[i]!]!;
    if (next.visible > 0) return next.slots.find((each) => visibleOf(s.items[each]!) > 0);
  }
  return undefined;
}

/** Puts an item next to another, or, where that is undefined, before all. */
export function putItem(
  s: Sequence,
  slot: Slot,
  beside: Slot | undefined,
  where: "before" | "after",
): void {
  const number = beside === undefined ? s.order[0]! : s.items[beside]!.block;
  const block = s.blocks[number]!, item = s.items[slot]!;
  const at = beside === undefined ? 0 : block.slots.indexOf(beside) + (where === "after" ? 1 : 0);
  block.slots.splice(at, 0, slot);
  item.block = number;
  count(s, item, visibleOf(item));
  if (block.slots.length > MOST) halve(s, number);
}

/** Takes an item out of the order. */
export function takeItem(s: Sequence, slot: Slot): void {
  const item = s.items[slot]!, block = s.blocks[item.block]!;
  count(s, item, -visibleOf(item));
  block.slots.splice(block.slots.indexOf(slot), 1);
  if (block.slots.length === 0 && s.order.length > 1) {
    s.order.splice(s.order.indexOf(item.block), 1);
  }
}

/** So many more elements of an item are visible. */
export function count(s: Sequence, item: Item, more: number): void {
  s.blocks[item.block]!.visible += more;
  s.visible += more;
}

/** The items from a block's middle on go to a new block after it. */
function halve(s: Sequence, number: number): void {
  const block = s.blocks[number]!, slots = block.slots.splice(MOST / 2);
  let visible = 0;
  for (const slot of slots) {
    const item = s.items[slot]!;
    item.block = s.blocks.length;
    visible += visibleOf(item);
  }
  block.visible -= visible;
  s.order.splice(s.order.indexOf(number) + 1, 0, s.blocks.length);
  s.blocks.push({ slots, visible });
}
