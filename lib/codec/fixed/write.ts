/** Writes values in the fixed layout: first a slot, then what lies behind it. @module */

import { encodePlain } from "../encode_plain.ts";
import { checkerOf } from "../schema/check.ts";
import type { Node, NodeOf, RecordNode } from "../schema/node.ts";
import { given, needed } from "../schema/words.ts";
import { entryOf, headedAsRecord } from "../schema/parts.ts";
import { isShort, placesOf, slotOf, strideOf } from "./layout.ts";
import type { FixedWriter } from "./writer.ts";

/** Writes a value into the slot that begins at `at`, and what lies behind it at the end. */
export type Write = (writer: FixedWriter, at: number, value: unknown) => void;

/** How values of a kind are written. Throws `TypeError` for a value that would be read as another. */
export function writeOf(node: Node): Write {
  switch (node.kind) {
    case "integer":
      return integer(node);
    case "finite":
      return ({ data }, at, value) => {
        if (!Number.isFinite(value)) throw unfit(node, value);
        data.setFloat64(at, value as number, true);
      };
    case "boolean":
      return ({ bytes }, at, value) => bytes[at] = value === true ? 1 : 0;
    case "oneOf":
      return oneOf(node);
    case "nothing":
      return (_writer, _at, value) => {
        throw unfit(node, value);
      };
    case "text":
      return (writer, at, value) => writer.textBehind(at, value as string);
    case "bytes":
      return (writer, at, value) => writer.bytesBehind(at, value as Uint8Array);
    case "anything":
      return (writer, at, value) => writer.bytesBehind(at, encodePlain(value));
    case "nullable":
      return nullable(node);
    case "list":
      return items(node.item, (value) => value as readonly unknown[]);
    case "set":
      return items(node.member, (value) => [...value as Set<unknown>]);
    case "map":
      return items(
        entryOf(node),
        (value) => Array.from(value as Map<unknown, unknown>, ([key, value]) => ({ key, value })),
      );
    case "headed": {
      const write = record(headedAsRecord(node));
      return (writer, at, value) => {
        const [first, ...rest] = value as readonly unknown[];
        write(writer, at, { first, rest });
      };
    }
    case "record":
      return record(node);
    case "message":
      return message(node);
    case "either":
      return either(node);
    case "recursive":
      return recursive(node);
  }
}

function integer(node: NodeOf<"integer">): Write {
  const { least, most } = node, short = isShort(node);
  return ({ data }, at, given) => {
    const value = given as number;
    if (!(Number.isSafeInteger(value) && value >= least && value <= most)) throw unfit(node, value);
    data.setUint32(at, value, true);
    if (!short) data.setInt32(at + 4, Math.floor(value / 2 ** 32), true);
  };
}

function oneOf(node: NodeOf<"oneOf">): Write {
  if (node.values.length > 256) {
    throw new RangeError(
      `Cannot lay out a choice because at most 256 values are possible: given ${node.values.length}`,
    );
  }
  return ({ bytes }, at, value) => {
    const place = (node.values as readonly unknown[]).indexOf(value);
    if (place < 0) throw unfit(node, value);
    bytes[at] = place;
  };
}

function nullable(node: NodeOf<"nullable">): Write {
  const { align } = slotOf(node.inner), write = writeOf(node.inner);
  return (writer, at, value) => {
    if (value === null) return;
    writer.bytes[at] = 1;
    write(writer, at + align, value);
  };
}

function items(item: Node, listed: (value: unknown) => readonly unknown[]): Write {
  const slot = slotOf(item), stride = strideOf(slot), write = writeOf(item);
  return (writer, at, value) => {
    const list = listed(value);
    const start = writer.behind(at, slot.align, list.length * stride, list.length);
    for (let i = 0; i < list.length; i++) write(writer, start + i * stride, list[i]);
  };
}

function record(node: RecordNode): Write {
  const places = placesOf(node).map((place) => ({ ...place, write: writeOf(place.node) }));
  return (writer, at, value) => {
    const fields = value as Record<string, unknown>;
    for (let i = 0; i < places.length; i++) {
      const { name, optional, offset, inner, write } = places[i]!;
      const field = fields[name];
      if (optional) {
        if (field === undefined && !Object.hasOwn(fields, name)) continue;
        writer.bytes[at + offset] = 1;
      }
      write(writer, at + inner, field);
    }
  };
}

function message(node: NodeOf<"message">): Write {
  const variants = new Map(
    node.variants.map(({ type, number, body }) =>
      [type, { number, slot: slotOf(body), write: record(body) }] as const
    ),
  );
  return (writer, at, value) => {
    const variant = variants.get((value as { readonly type: string }).type);
    if (variant === undefined) throw unfit(node, value);
    const { number, slot: { align, size }, write } = variant;
    write(writer, writer.behind(at, align, size, number), value);
  };
}

function either(node: NodeOf<"either">): Write {
  const alternatives = node.alternatives.map((each, i) => ({
    number: i + 1,
    slot: slotOf(each),
    check: checkerOf({ node: each }),
    write: writeOf(each),
  }));
  return (writer, at, value) => {
    const fit = alternatives.find(({ check }) => check(value) === undefined);
    if (fit === undefined) throw unfit(node, value);
    const { number, slot: { align, size }, write } = fit;
    write(writer, writer.behind(at, align, size, number), value);
  };
}

function recursive(node: NodeOf<"recursive">): Write {
  let inner: { readonly size: number; readonly align: number; readonly write: Write } | undefined;
  return (writer, at, value) => {
    if (writer.depth >= node.deepest) throw unfit(node, value);
    if (inner === undefined) {
      const found = node.inner();
      inner = { ...slotOf(found), write: writeOf(found) };
    }
    writer.depth++;
    inner.write(writer, writer.behind(at, inner.align, inner.size), value);
    writer.depth--;
  };
}

function unfit(node: Node, value: unknown): TypeError {
  return new TypeError(
    `Cannot write a value because ${needed(node)} is required: given ${given(value)}`,
  );
}
