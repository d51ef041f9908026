/**
 * Looks once through a message of the fixed layout that a stranger sent. Each thing that lies behind a slot must begin
 * exactly where the one before it ended, so it is claimed once: nothing overlaps and nothing is read twice, and to look
 * through n bytes takes O(n) steps. Whatever has passed can be read without a check.
 *
 * @module
 */

import { readPlain } from "../decode_plain.ts";
import { ByteReader } from "../byte_reader.ts";
import { MalformedBytes } from "../malformed.ts";
import type { Source } from "../pool.ts";
import type { Node, NodeOf, RecordNode } from "../schema/node.ts";
import { needed } from "../schema/words.ts";
import { entryOf, headedAsRecord } from "../schema/parts.ts";
import { alignedTo, isShort, placesOf, type Slot, slotOf, strideOf } from "./layout.ts";
import { readIntegerOf } from "./read_integer.ts";
import { checkText } from "./text.ts";

/** A message that is looked through. */
export class Looking {
  /** How many recursive schemas are above. */
  depth = 0;
  /** Where the next thing begins that lies behind a slot. */
  next = 0;

  /** Begins at the first byte. */
  constructor(
    /** The message. */
    readonly source: Source,
  ) {}

  /** The next `size` bytes, at a multiple of `align`; they are only claimed once. */
  claim(align: number, size: number): number {
    const start = alignedTo(align, this.next), { bytes } = this.source;
    if (size > bytes.length - start) {
      throw new MalformedBytes(this.next, `${size} bytes at ${start}`, `${bytes.length} in all`);
    }
    for (let i = this.next; i < start; i++) {
      if (bytes[i] !== 0) throw new MalformedBytes(i, "a zero between two things", `${bytes[i]}`);
    }
    this.next = start + size;
    return start;
  }

  /** The same for what the slot at `at` points to. */
  behind(at: number, align: number, size: number): number {
    const offset = this.source.data.getUint32(at, true), start = this.claim(align, size);
    if (at + offset === start) return start;
    throw new MalformedBytes(at, `an offset of ${start - at}`, String(offset));
  }
}

/** Looks at the slot that begins at `at`, which is there, and at what lies behind it; throws `MalformedBytes`. */
export type Validate = (looking: Looking, at: number) => void;

/** How slots of a kind are looked at. */
export function validateOf(node: Node): Validate {
  switch (node.kind) {
    case "integer":
      return integer(node);
    case "finite":
      return ({ source: { data } }, at) => {
        const value = data.getFloat64(at, true);
        if (!Number.isFinite(value)) throw unfit(at, node, value);
      };
    case "boolean":
      return below(2, node);
    case "oneOf":
      return below(node.values.length, node);
    case "nothing":
      return below(0, node);
    case "text":
      return text(node);
    case "bytes":
      return (looking, at) => {
        const length = looking.source.data.getUint32(at + 4, true);
        if (length > node.longest) throw unfit(at, node, length);
        looking.behind(at, 1, length);
      };
    case "anything":
      return anything;
    case "nullable":
      return maybe(0, slotOf(node.inner).align, validateOf(node.inner));
    case "list":
      return items(node.item, node.least, node.most);
    case "set":
      return items(node.member, 0, Infinity);
    case "map":
      return items(entryOf(node), 0, Infinity);
    case "headed":
      return record(headedAsRecord(node));
    case "record":
      return record(node);
    case "message":
      return choice(node.variants.map(({ number, body }) => ({ number, node: body })));
    case "either":
      return choice(node.alternatives.map((node, i) => ({ number: i + 1, node })));
    case "recursive":
      return recursive(node);
  }
}

function integer(node: NodeOf<"integer">): Validate {
  const { least, most } = node, read = readIntegerOf(node);
  // Such a slot has no wrong value.
  if (isShort(node) && least === 0 && most === 2 ** 32 - 1) return () => {};
  return ({ source }, at) => {
    const value = read(source, at);
    if (value < least || value > most) throw unfit(at, node, value);
  };
}

function below(count: number, node: Node): Validate {
  return ({ source: { bytes } }, at) => {
    if (bytes[at]! >= count) throw unfit(at, node, bytes[at]!);
  };
}

function text({ longest }: NodeOf<"text">): Validate {
  return (looking, at) => {
    const { bytes, data } = looking.source, length = data.getUint32(at + 4, true);
    checkText(bytes, looking.behind(at, 1, length), length, longest);
  };
}

const anything: Validate = (looking, at) => {
  const { bytes, data } = looking.source, length = data.getUint32(at + 4, true);
  const start = looking.behind(at, 1, length);
  const reader = new ByteReader(bytes.subarray(start, start + length));
  readPlain(reader);
  if (reader.left > 0) throw reader.malformed("the end", `${reader.left} more bytes`);
};

function maybe(offset: number, inner: number, validate: Validate): Validate {
  return (looking, at) => {
    const there = looking.source.bytes[at + offset]!;
    if (there > 1) throw new MalformedBytes(at + offset, "0 or 1", String(there));
    if (there === 1) validate(looking, at + inner);
  };
}

function items(item: Node, least: number, most: number): Validate {
  const slot = slotOf(item), stride = strideOf(slot), validate = validateOf(item);
  return (looking, at) => {
    const count = looking.source.data.getUint32(at + 4, true);
    if (count < least || count > most) {
      throw new MalformedBytes(at + 4, `a count from ${least} to ${most}`, String(count));
    }
    const start = looking.behind(at, slot.align, count * stride);
    for (let i = 0; i < count; i++) validate(looking, start + i * stride);
  };
}

function record(node: RecordNode): Validate {
  const fields = placesOf(node).map(({ node, optional, offset, inner }) => {
    const validate = validateOf(node);
    return {
      at: optional ? 0 : offset,
      look: optional ? maybe(offset, inner, validate) : validate,
    };
  });
  return (looking, at) => {
    for (let i = 0; i < fields.length; i++) fields[i]!.look(looking, at + fields[i]!.at);
  };
}

function choice(
  choices: readonly { readonly number: number; readonly node: Node }[],
): Validate {
  const known = new Map(
    choices.map(({ number, node }) =>
      [number, { slot: slotOf(node), validate: validateOf(node) }] as const
    ),
  );
  return (looking, at) => {
    const number = looking.source.data.getUint32(at + 4, true), found = known.get(number);
    if (found === undefined) throw new MalformedBytes(at + 4, "a known type", String(number));
    const { slot: { align, size }, validate } = found;
    validate(looking, looking.behind(at, align, size));
  };
}

function recursive(node: NodeOf<"recursive">): Validate {
  let inner: { readonly slot: Slot; readonly validate: Validate } | undefined;
  return (looking, at) => {
    if (looking.depth >= node.deepest) throw unfit(at, node, looking.depth + 1);
    if (inner === undefined) {
      const found = node.inner();
      inner = { slot: slotOf(found), validate: validateOf(found) };
    }
    looking.depth++;
    inner.validate(looking, looking.behind(at, inner.slot.align, inner.slot.size));
    looking.depth--;
  };
}

function unfit(at: number, node: Node, value: number): MalformedBytes {
  return new MalformedBytes(at, needed(node), String(value));
}
