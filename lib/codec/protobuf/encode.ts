/** Writes values in the wire format of Protocol Buffers; what becomes of which schema, `../protobuf.ts` says. @module */

import type { ByteWriter } from "../byte_writer.ts";
import { checkerOf } from "../schema/check.ts";
import type { Node, NodeOf, RecordNode } from "../schema/node.ts";
import { entryOf, headedAsRecord } from "../schema/parts.ts";
import { boxOf, listOf, wireTypeOf } from "./kinds.ts";
import { wireTypes } from "./wire.ts";
import { isDefault, unfit, type Write, writeScalarOf } from "./write_scalar.ts";

/** Writes the fields of a message. */
export type WriteBody = (writer: ByteWriter, value: unknown) => void;

/** How the message of a schema is written. Throws `TypeError` for a value that would be read as another. */
export function bodyOf(node: Node): WriteBody {
  switch (node.kind) {
    case "record":
      return record(node);
    case "headed": {
      const write = record(headedAsRecord(node));
      return (writer, value) => {
        const [first, ...rest] = value as readonly unknown[];
        write(writer, { first, rest });
      };
    }
    case "message":
      return message(node);
    case "either":
      return either(node);
    case "recursive":
      return recursive(node);
    default: {
      const write = record(boxOf(node));
      return (writer, value) => write(writer, { value });
    }
  }
}

function singleOf(node: Node): Write {
  const scalar = writeScalarOf(node);
  if (scalar !== undefined) return scalar;
  const write = bodyOf(node);
  return (writer, value) => {
    const start = writer.begin();
    write(writer, value);
    writer.end(start);
  };
}

function record({ fields }: RecordNode): WriteBody {
  const parts = fields.map(({ name, number, node, optional }) => ({
    name,
    write: fieldOf(number, node, optional),
  }));
  return (writer, value) => {
    const record = value as Record<string, unknown>;
    for (let i = 0; i < parts.length; i++) parts[i]!.write(writer, record[parts[i]!.name]);
  };
}

function fieldOf(number: number, node: Node, optional: boolean, always = false): Write {
  if (optional) {
    const write = tagged(number, node);
    return (writer, value) => {
      if (value !== undefined) write(writer, value);
    };
  }
  if (node.kind === "nullable") {
    const write = tagged(number, node.inner);
    return (writer, value) => {
      if (value !== null) write(writer, value);
    };
  }
  if (node.kind === "map") {
    const write = entries(node);
    return (writer, value) => write(writer, number, value as Map<unknown, unknown>);
  }
  if (node.kind === "set") {
    return repeated(number, node.member, (value) => [...value as Set<unknown>]);
  }
  if (node.kind === "list") return repeated(number, node.item, listOf);
  const write = tagged(number, node);
  return (writer, value) => {
    if (always || !isDefault(node, value)) write(writer, value);
  };
}

function tagged(number: number, node: Node): Write {
  const tag = number * 8 + wireTypeOf(node), write = singleOf(node);
  return (writer, value) => {
    writer.varint(tag);
    write(writer, value);
  };
}

function repeated(
  number: number,
  item: Node,
  listed: (value: unknown) => readonly unknown[],
): Write {
  const isPacked = wireTypeOf(item) !== wireTypes.delimited;
  const one = tagged(number, item), bare = singleOf(item);
  return (writer, value) => {
    const items = listed(value);
    if (!isPacked) { for (let i = 0; i < items.length; i++) one(writer, items[i]); }
    else if (items.length > 0) {
      writer.varint(number * 8 + wireTypes.delimited);
      const start = writer.begin();
      for (let i = 0; i < items.length; i++) bare(writer, items[i]);
      writer.end(start);
    }
  };
}

/** Of an entry both parts are always written, also where they are the default. */
function entries(
  node: NodeOf<"map">,
): (writer: ByteWriter, number: number, map: Map<unknown, unknown>) => void {
  const [key, value] = entryOf(node).fields.map(({ number, node }) =>
    fieldOf(number, node, false, true)
  );
  return (writer, number, map) => {
    for (const [one, other] of map) {
      writer.varint(number * 8 + wireTypes.delimited);
      const start = writer.begin();
      key!(writer, one);
      value!(writer, other);
      writer.end(start);
    }
  };
}

function message(node: NodeOf<"message">): WriteBody {
  const variants = new Map(
    node.variants.map(({ type, number, body }) => [type, tagged(number, body)] as const),
  );
  return (writer, value) => {
    const write = variants.get((value as { readonly type: string }).type);
    if (write === undefined) throw unfit(node, value);
    write(writer, value);
  };
}

function either(node: NodeOf<"either">): WriteBody {
  const alternatives = node.alternatives.map((each, i) => ({
    check: checkerOf({ node: each }),
    write: tagged(i + 1, each),
  }));
  return (writer, value) => {
    const fit = alternatives.find(({ check }) => check(value) === undefined);
    if (fit === undefined) throw unfit(node, value);
    fit.write(writer, value);
  };
}

function recursive(node: NodeOf<"recursive">): WriteBody {
  let body: WriteBody | undefined;
  return (writer, value) => {
    const { depth } = writer;
    if (depth >= node.deepest) throw unfit(node, value);
    body ??= bodyOf(node.inner());
    writer.depth = depth + 1;
    body(writer, value);
    writer.depth = depth;
  };
}
