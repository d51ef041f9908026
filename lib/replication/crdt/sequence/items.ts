/** The items of a sequence by the names of their elements. @module */

import { putItem, type Spot } from "./blocks.ts";
import { END, type IdKey, idOf, keyOf, refuseUnknown } from "./operation.ts";
import type { Children, Item, Sequence, Slot } from "./state.ts";

/** The element with this key. Throws `RangeError` if it is not there. */
export function spotOf(s: Sequence, key: IdKey): Spot {
  const { replica, counter } = idOf(key)!;
  const slots = s.runs.get(replica) ?? [];
  const slot = slots[upTo(s, slots, counter) - 1];
  const item = slot === undefined ? undefined : s.items[slot]!;
  if (item === undefined || counter >= item.counter + item.length) refuseUnknown(key);
  return { slot: slot!, offset: counter - item.counter };
}

/** The key of an element of an item. */
export function keyAt({ replica, counter }: Item, offset: number): IdKey {
  return keyOf({ replica, counter: counter + offset });
}

/** The key of the last element of an item. */
export function lastKey(item: Item): IdKey {
  return keyAt(item, item.length - 1);
}

/** A new item, which does not stand anywhere yet. */
export function addItem(s: Sequence, item: Item): Slot {
  const slot = s.free.pop() ?? s.items.length;
  s.items[slot] = item;
  let slots = s.runs.get(item.replica);
  if (slots === undefined) s.runs.set(item.replica, slots = []);
  slots.splice(upTo(s, slots, item.counter), 0, slot);
  return slot;
}

/** Forgets an item that stands nowhere any more. */
export function dropItem(s: Sequence, slot: Slot): void {
  const { replica, counter } = s.items[slot]!, slots = s.runs.get(replica)!;
  slots.splice(upTo(s, slots, counter) - 1, 1);
  s.items[slot] = null;
  s.free.push(slot);
}

/** What hangs on an element; nothing yet, where nothing did. */
export function childrenOf(s: Sequence, key: IdKey): Children {
  let children = s.children.get(key);
  if (children === undefined) s.children.set(key, children = { left: [], right: [] });
  return children;
}

/** Which of two elements stands first: negative if `a` does. */
export function standing(s: Sequence, a: IdKey, b: IdKey): number {
  if (a === b) return 0;
  if (a === END || b === END) return a === END ? 1 : -1;
  const one = spotOf(s, a), other = spotOf(s, b);
  if (one.slot === other.slot) return one.offset - other.offset;
  const [left, right] = [s.items[one.slot]!.block, s.items[other.slot]!.block];
  if (left !== right) return s.order.indexOf(left) - s.order.indexOf(right);
  const { slots } = s.blocks[left]!;
  return slots.indexOf(one.slot) - slots.indexOf(other.slot);
}

/** Splits an item before its element number `offset`, which is not its first; the slot of what follows. */
export function split(s: Sequence, slot: Slot, offset: number): Slot {
  const item = s.items[slot]!, { replica, counter, length, text, gone, block } = item;
  const parent = keyAt(item, offset - 1);
  const tail = addItem(s, {
    replica,
    counter: counter + offset,
    length: length - offset,
    text: text.slice(offset),
    gone: gone && { ...gone },
    parent,
    side: "right",
    rightOrigin: item.rightOrigin,
    under: parent,
    block,
  });
  const visible = gone === null ? length - offset : 0;
  item.length = offset;
  item.text = text.slice(0, offset);
  // What the tail takes along, the whole had counted.
  s.blocks[block]!.visible -= visible;
  s.visible -= visible;
  putItem(s, tail, slot, "after");
  childrenOf(s, parent).right.push(tail);
  return tail;
}

/** How many of a replica's items begin at this counter or before. */
function upTo(s: Sequence, slots: readonly Slot[], counter: number): number {
  let low = 0, high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (s.items[slots[middle]!]!.counter <= counter) low = middle + 1;
    else high = middle;
  }
  return low;
}
