/** How elements of a sequence are deleted, and when they are dropped. @module */

import type { VersionVector } from "../crdt.ts";
import { count, takeItem } from "./blocks.ts";
import { dropItem, keyAt, lastKey, split, spotOf } from "./items.ts";
import { type Dot, END, keyOf, ROOT, type Span } from "./operation.ts";
import { isStable } from "./plain.ts";
import type { Item, Sequence, Slot } from "./state.ts";

/** Deletes elements that are there; those that are deleted already stay so. Throws `RangeError` if one is not there. */
export function remove(s: Sequence, spans: readonly Span[], dot: Dot): void {
  for (const { replica, counter, length } of spans) {
    for (let done = 0; done < length;) {
      const from = spotOf(s, keyOf({ replica, counter: counter + done }));
      const whole = s.items[from.slot]!;
      const taken = Math.min(length - done, whole.length - from.offset);
      done += taken;
      if (whole.gone !== null) continue;
      const slot = from.offset === 0 ? from.slot : split(s, from.slot, from.offset);
      const item = s.items[slot]!;
      if (taken < item.length) split(s, slot, taken);
      count(s, item, -item.length);
      item.gone = { ...dot };
      item.text = "";
      join(s, item);
    }
  }
}

/**
 * Joins a deleted item with its neighbours in the run, if the same replica deleted them and nothing hangs between. What was
 * deleted by several operations goes by the last of them: it is dropped no earlier than it may be.
 */
function join(s: Sequence, item: Item): void {
  const next = onlyChild(s, item);
  if (next !== undefined) swallow(s, item, next);
  if (item.parent === ROOT || item.side === "left") return;
  const { slot } = spotOf(s, item.parent), before = s.items[slot]!;
  if (onlyChild(s, before) !== undefined) swallow(s, before, onlyChild(s, before)!);
}

/** The item that goes on with a run, if nothing hangs between and both are deleted by the same replica. */
function onlyChild(s: Sequence, item: Item): Slot | undefined {
  const below = s.children.get(lastKey(item));
  if (below === undefined || below.right.length !== 1) return undefined;
  // The last element is also the first, where there is one only: what hangs on its left is before it, and no matter.
  const slot = below.right[0]!, next = s.items[slot]!;
  const goesOn = next.replica === item.replica && next.counter === item.counter + item.length &&
    item.gone !== null && next.gone?.replica === item.gone.replica &&
    next.rightOrigin === item.rightOrigin &&
    (s.children.get(keyAt(next, 0))?.left.length ?? 0) === 0;
  return goesOn ? slot : undefined;
}

function swallow(s: Sequence, item: Item, slot: Slot): void {
  const next = s.items[slot]!;
  forget(s, lastKey(item), "right", slot);
  item.gone = { ...item.gone!, count: Math.max(item.gone!.count, next.gone!.count) };
  takeItem(s, slot);
  dropItem(s, slot);
  item.length += next.length;
}

/** An item hangs on an element no more. */
function forget(s: Sequence, parent: number, side: "left" | "right", slot: Slot): void {
  const children = s.children.get(parent)!;
  children[side].splice(children[side].indexOf(slot), 1);
  if (children.left.length === 0 && children.right.length === 0) s.children.delete(parent);
}

/**
 * Drops deleted elements whose deletion is stable and on which nothing hangs: every operation to come knows of the
 * deletion, and hangs nothing on them either. What hangs below deleted elements keeps those; to move it would take
 * agreement. So it is with what is the right origin of something: without it nobody could tell where a sibling belongs.
 */
export function collect(s: Sequence, upTo: VersionVector): void {
  const origins = originsIn(s);
  const isFree = (slot: Slot) => {
    const { gone } = s.items[slot]!;
    return gone !== null && isStable(gone, upTo) && !origins.has(slot);
  };
  const stack = s.items.flatMap((item, slot) => item !== null && isFree(slot) ? [slot] : []);
  for (let slot = stack.pop(); slot !== undefined; slot = stack.pop()) {
    const item = s.items[slot];
    if (item === null || item === undefined || !isFree(slot)) continue;
    if ((s.children.get(lastKey(item))?.right.length ?? 0) > 0) continue;
    const { parent, side } = item, first = s.children.get(keyAt(item, 0));
    if (first !== undefined && first.left.length > 0) {
      // Something hangs before the first element, which stays alone.
      item.length = 1;
      continue;
    }
    forget(s, parent, side, slot);
    takeItem(s, slot);
    dropItem(s, slot);
    if (parent !== ROOT) stack.push(spotOf(s, parent).slot);
  }
}

/** The items in which anything is that is the right origin of something. */
function originsIn(s: Sequence): ReadonlySet<Slot> {
  const keys = new Set(s.items.map((item) => item?.rightOrigin ?? END));
  return new Set([...keys].flatMap((key) => key === END ? [] : [spotOf(s, key).slot]));
}
