/**
 * Where things lie in the fixed layout (Cap'n Proto's idea, encoding specification): each field has a place of its own
 * that follows from the schema alone, so that it is read where it lies, without what stands before it.
 *
 * A value has a slot of fixed size. What has no fixed size lies behind, and the slot says where: as an offset in bytes
 * from the slot itself, so that no place depends on where the message begins. All numbers have the lowest byte first,
 * and a slot begins at a multiple of its alignment, counted from the first byte of the message.
 *
 * ```text
 * kind                      slot     alignment
 * integer below 2^32        4        4           unsigned
 * any other integer         8        8           two's complement
 * finite                    8        8           IEEE 754
 * boolean, oneOf            1        1           0 or 1; the place in the list of values
 * text, bytes, anything     8        4           offset, length in bytes
 * list, set, map            8        4           offset, number of items; behind: their slots, one after another
 * message, union            8        4           offset, number of the type; behind: a slot of that type
 * recursive                 4        4           offset; behind: the slot
 * orNull, optional          1 + …    that of …   0 for nothing or 1, then the slot
 * record                    its fields' slots in the order of their numbers
 * ```
 *
 * `{ to: 2, message: { type: "vote", term: 5, last: "ab" } }`, of which `vote` is the type number 7, in 34 bytes:
 *
 * ```text
 *  0  02 00 00 00              to, an integer below 2^32
 *  4  0c 00 00 00 07 00 00 00  message: 12 bytes further, at 16, is the slot of a message of type 7
 * 12  00 00 00 00              nothing, as that slot is aligned to 8
 * 16  05 00 00 00 00 00 00 00  term
 * 24  08 00 00 00 02 00 00 00  last: 8 bytes further, at 32, are two bytes of text
 * 32  61 62                    "ab"
 * ```
 *
 * What lies behind is in the order of the slots that point to it, each followed by what lies behind itself,
 * and nothing else lies between: what fills up to an alignment there is zero, or the message is malformed. So
 * no byte has two meanings: nothing overlaps, nothing goes round in a circle, and whoever reads all of it
 * reads as much as there is.
 *
 * Within a slot there are bytes that mean nothing: between and behind the fields of a record, in the slot of
 * what is missing, and in an item that has no fields. They are written as zeros, and are not looked at when
 * they are read. So one value may come from a stranger as different bytes: to compare two values, compare what
 * was read.
 *
 * The layout belongs to one schema: whoever adds a field must change both sides at once. Protocol Buffers is for the rest.
 *
 * @module
 */

import type { FieldNode, Node, NodeOf, RecordNode } from "../schema/node.ts";
import { headedAsRecord } from "../schema/parts.ts";

/** How large a slot is and at what multiples it may begin, in bytes. */
export interface Slot {
  /** Its size. */
  readonly size: number;
  /** Its alignment: 1, 4 or 8. */
  readonly align: number;
}

/** A field in its record. */
export interface Place extends FieldNode {
  /** Where its slot begins in that of the record. */
  readonly offset: number;
  /** Where the slot of what it holds begins, if it may be missing: behind the byte that says whether it is there. */
  readonly inner: number;
}

/** The slot of any value of a kind. */
export function slotOf(node: Node): Slot {
  switch (node.kind) {
    case "integer":
      return isShort(node) ? { size: 4, align: 4 } : { size: 8, align: 8 };
    case "finite":
      return { size: 8, align: 8 };
    case "boolean":
    case "oneOf":
    case "nothing":
      return { size: 1, align: 1 };
    case "nullable":
      return maybe(slotOf(node.inner));
    case "record":
      return recordSlot(node);
    case "headed":
      return recordSlot(headedAsRecord(node));
    case "recursive":
      return { size: 4, align: 4 };
    default:
      return { size: 8, align: 4 };
  }
}

/** Whether an integer has four bytes. */
export function isShort({ least, most }: NodeOf<"integer">): boolean {
  return least >= 0 && most < 2 ** 32;
}

/** From one slot of a list to the next; an item has a byte at least, so that no count is believed for nothing. */
export function strideOf(slot: Slot): number {
  return Math.max(1, alignedTo(slot.align, slot.size));
}

/** Where the fields of a record are. */
export function placesOf({ fields }: RecordNode): Place[] {
  let end = 0;
  return fields.map((field) => {
    const slot = slotOf(field.node);
    const { size, align } = field.optional ? maybe(slot) : slot;
    const offset = alignedTo(align, end);
    end = offset + size;
    return { ...field, offset, inner: field.optional ? offset + slot.align : offset };
  });
}

/** The next multiple of `align`. */
export function alignedTo(align: number, offset: number): number {
  return Math.ceil(offset / align) * align;
}

function maybe({ size, align }: Slot): Slot {
  return { size: align + size, align };
}

function recordSlot(node: RecordNode): Slot {
  let end = 0, align = 1;
  for (const field of node.fields) {
    const inner = slotOf(field.node), slot = field.optional ? maybe(inner) : inner;
    end = alignedTo(slot.align, end) + slot.size;
    align = Math.max(align, slot.align);
  }
  return { size: alignedTo(align, end), align };
}
