/**
 * A whole sequence in bytes: its counts, and its items in the order of the text, each with its name, what it hangs on, its
 * right origin where the order asks for it, whether it is deleted, and its text. All else – blocks, runs, who hangs on whom – is found again from these. Numbers are varints;
 * those that go up and down are told by how far they are from the one before, even ones up and odd ones down.
 *
 * @module
 */

import { ByteReader } from "../../../codec/byte_reader.ts";
import { ByteWriter } from "../../../codec/byte_writer.ts";
import { putItem } from "./blocks.ts";
import { addItem, childrenOf } from "./items.ts";
import { END, type IdKey, idOf, keyOf, ROOT } from "./operation.ts";
import type { Order } from "./order.ts";
import { emptySequence, type Item, type Sequence, type Slot } from "./state.ts";

/** What an item is, in one number: which of these hold. */
const LEFT = 1, GONE = 2, AT_ROOT = 4, ODD_TEXT = 8, HAS_ORIGIN = 16;

/** The bytes of a sequence. */
export function encodeSequence(s: Sequence): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  writer.varint(s.clock);
  writer.varint(s.counts.size);
  for (const [replica, count] of s.counts) {
    writer.varint(replica);
    writer.varint(count);
  }
  const slots = s.order.flatMap((number) => s.blocks[number]!.slots);
  writer.varint(slots.length);
  let last = 0;
  for (const slot of slots) {
    const item = s.items[slot]!;
    writeItem(writer, item, last);
    last = item.counter + item.length;
  }
  return writer.take();
}

function writeItem(writer: ByteWriter, item: Item, last: number): void {
  const { replica, counter, length, text, gone, parent, side } = item, isOdd = !text.isWellFormed();
  // That of a left child is its parent.
  const origin = side === "left" || item.rightOrigin === null ? null : idOf(item.rightOrigin);
  writer.varint(
    (side === "left" ? LEFT : 0) + (gone === null ? 0 : GONE) + (parent === ROOT ? AT_ROOT : 0) +
      (isOdd ? ODD_TEXT : 0) + (origin === null ? 0 : HAS_ORIGIN),
  );
  writer.varint(replica);
  signed(writer, counter - last);
  for (const id of [idOf(parent), origin]) {
    if (id === null) continue;
    writer.varint(id.replica);
    signed(writer, counter - id.counter);
  }
  if (gone !== null) {
    for (const number of [length, gone.replica, gone.count]) writer.varint(number);
  } else if (isOdd) {
    writer.varint(length);
    for (let i = 0; i < length; i++) writer.varint(text.charCodeAt(i));
  } else writer.text(text);
}

/**
 * The sequence in these bytes, which has this order. Throws `MalformedBytes` if they are not of that form; whether
 * what items hang on is there is not looked at.
 */
export function decodeSequence(bytes: Uint8Array, order: Order): Sequence {
  const reader = new ByteReader(bytes), s = emptySequence();
  s.clock = reader.varint();
  for (let count = reader.count(); count > 0; count--) {
    s.counts.set(reader.varint(), reader.varint());
  }
  let last = 0, before: Slot | undefined;
  for (let count = reader.count(); count > 0; count--) {
    const item = readItem(reader, last, order), slot = addItem(s, item);
    putItem(s, slot, before, "after");
    last = item.counter + item.length;
    before = slot;
  }
  if (reader.left > 0) throw reader.malformed("the end", `${reader.left} more bytes`);
  hang(s);
  return s;
}

function readItem(reader: ByteReader, last: number, { byRightOrigins }: Order): Item {
  const flags = reader.varint(), has = (flag: number) => (flags & flag) !== 0;
  if (flags > 31) throw reader.malformed("what an item is, 0 to 31", `${flags}`);
  const replica = reader.varint(), counter = last + unsigned(reader);
  const key = () => keyOf({ replica: reader.varint(), counter: counter - unsigned(reader) });
  const parent = has(AT_ROOT) ? ROOT : key(), origin = has(HAS_ORIGIN) ? key() : END;
  const length = has(GONE) ? reader.varint() : 0;
  const gone = has(GONE) ? { replica: reader.varint(), count: reader.varint() } : null;
  const units = () => Array.from({ length: reader.count() }, () => reader.varint());
  const text = has(GONE) ? "" : has(ODD_TEXT) ? String.fromCharCode(...units()) : reader.text();
  return {
    replica,
    counter,
    length: gone === null ? text.length : length,
    text,
    gone,
    parent,
    side: has(LEFT) ? "left" : "right",
    rightOrigin: !byRightOrigins ? null : has(LEFT) ? parent : origin,
    under: ROOT,
    block: 0,
  };
}

/** Finds again what hangs on what, and on whose right side each is. */
function hang(s: Sequence): void {
  // Items come in the order of the text, and so do siblings.
  for (const [slot, item] of s.items.entries()) childrenOf(s, item!.parent)[item!.side].push(slot);
  // From the root down: who hangs on the left is on the right side of whatever its parent is on that of.
  const visit: (readonly [key: IdKey, under: IdKey])[] = [[ROOT, ROOT]];
  for (let next = visit.pop(); next !== undefined; next = visit.pop()) {
    const [key, above] = next, children = s.children.get(key);
    for (const [slots, under] of [[children?.left, above], [children?.right, key]] as const) {
      for (const slot of slots ?? []) {
        const item = s.items[slot]!, { replica, counter, length } = item;
        item.under = under;
        const end = keyOf({ replica, counter: counter + length - 1 });
        visit.push([keyOf(item), under]);
        if (length > 1) visit.push([end, end - 1]);
      }
    }
  }
}

function signed(writer: ByteWriter, value: number): void {
  writer.varint(value >= 0 ? 2 * value : -2 * value - 1);
}

function unsigned(reader: ByteReader): number {
  const value = reader.varint();
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
