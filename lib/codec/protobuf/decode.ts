/**
 * Reads values in the wire format of Protocol Buffers. Unknown fields are passed over; of a field that comes twice the
 * last counts, and messages are merged; a missing one has its default, or is missing, or is malformed where a schema
 * requires a record. A reader makes no more values than there are bytes, and a constant number of fields for each.
 *
 * @module
 */

import { decodePlain } from "../decode_plain.ts";
import type { FieldNode, Node, NodeOf, RecordNode } from "../schema/node.ts";
import { entryOf, headedAsRecord } from "../schema/parts.ts";
import { needed } from "../schema/words.ts";
import { boxOf, isMessage, wireTypeOf } from "./kinds.ts";
import { defaultOf, type Read, scalarOf } from "./read_scalar.ts";
import { type WireReader, wireTypes } from "./wire.ts";

/** How the message of a schema is read from all that is left. */
export function readBodyOf(node: Node): Read {
  switch (node.kind) {
    case "record":
      return record(node);
    case "headed": {
      const read = record(headedAsRecord(node));
      return (reader) => {
        const { first, rest } = read(reader) as { first: unknown; rest: unknown[] };
        return [first, ...rest];
      };
    }
    case "message":
      return message(node);
    case "either":
      return choice(node.alternatives.map((each, i) => ({ number: i + 1, node: each })));
    case "recursive":
      return recursive(node);
    default: {
      const read = record(boxOf(node));
      return (reader) => (read(reader) as { readonly value: unknown }).value;
    }
  }
}

/** Any number of occurrences of a field, as they are come upon and when all are known. */
interface Holder {
  /** What is kept, given what was kept before; never `undefined`. */
  take(reader: WireReader, kept: unknown): unknown;
  /** The value of what was kept. */
  finish(reader: WireReader, kept: unknown): unknown;
}

function holderOf(node: Node, body?: Read): Holder {
  if (isMessage(node)) {
    const read = body ?? readBodyOf(node);
    return {
      take: (reader, kept) => reader.range(kept as number[] | undefined),
      finish: (reader, kept) => reader.within(kept as number[], read),
    };
  }
  if (node.kind === "anything") {
    return {
      take: (reader) => reader.bytes(),
      finish: (_reader, kept) => decodePlain(kept as Uint8Array),
    };
  }
  return { take: scalarOf(node), finish: (_reader, kept) => kept };
}

/** A field of a record. */
interface Part extends Pick<Holder, "finish"> {
  readonly name: string;
  /** What is done upon which tags. */
  readonly takes: readonly (readonly [tag: number, take: Holder["take"]])[];
  /** Whether it may be missing; else `finish` is asked what it is then. */
  readonly optional: boolean;
}

function record({ fields }: RecordNode, type?: string): Read {
  const parts = fields.map(partOf);
  const takes = new Map(
    parts.flatMap(({ takes }, place) =>
      takes.map(([tag, take]) => [tag, { place, take }] as const)
    ),
  );
  return (reader) => {
    const kept: unknown[] = [];
    for (let i = 0; i < parts.length; i++) kept.push(undefined);
    while (reader.offset < reader.end) {
      const tag = reader.tag(), known = takes.get(tag);
      if (known === undefined) reader.skip(tag);
      else kept[known.place] = known.take(reader, kept[known.place]);
    }
    const record: Record<string, unknown> = type === undefined ? {} : { type };
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      if (!part.optional || kept[i] !== undefined) record[part.name] = part.finish(reader, kept[i]);
    }
    return record;
  };
}

function partOf({ name, number, node, optional }: FieldNode): Part {
  const of = (node: Node, ifMissing: (reader: WireReader) => unknown): Part => {
    const { take, finish } = holderOf(node);
    return {
      name,
      optional,
      takes: [[number * 8 + wireTypeOf(node), take]],
      finish: (reader, kept) => kept === undefined ? ifMissing(reader) : finish(reader, kept),
    };
  };
  if (!optional) {
    if (node.kind === "nullable") return of(node.inner, () => null);
    if (node.kind === "list" || node.kind === "set" || node.kind === "map") {
      return { name, optional, ...repeated(number, node) };
    }
  }
  return of(node, (reader) => defaultOf(node, reader));
}

function repeated(
  number: number,
  node: NodeOf<"list" | "set" | "map">,
): Pick<Part, "takes" | "finish"> {
  const item = node.kind === "list" ? node.item : node.kind === "set" ? node.member : entryOf(node);
  const tag = number * 8 + wireTypeOf(item), { take, finish } = holderOf(item);
  const one: Holder["take"] = (reader, kept) => {
    const items = kept as unknown[] ?? [];
    items.push(finish(reader, take(reader, undefined)));
    return items;
  };
  // Packed or not, both are read.
  const many: Holder["take"] = (reader, kept) => {
    const items = kept as unknown[] ?? [];
    reader.within(reader.range(undefined), (reader) => {
      while (reader.offset < reader.end) items.push(take(reader, undefined));
    });
    return items;
  };
  const packed = number * 8 + wireTypes.delimited;
  return {
    takes: tag === packed ? [[tag, one]] : [[tag, one], [packed, many]],
    finish: (reader, kept) => collected(node, kept as unknown[] ?? [], reader),
  };
}

function collected(
  node: NodeOf<"list" | "set" | "map">,
  items: readonly unknown[],
  reader: WireReader,
): unknown {
  if (node.kind === "set") return new Set(items);
  if (node.kind === "map") {
    const entries = items as readonly { readonly key: unknown; readonly value: unknown }[];
    return new Map(entries.map(({ key, value }) => [key, value]));
  }
  if (items.length >= node.least && items.length <= node.most) return items;
  throw reader.malformed(needed(node), `${items.length} items`);
}

function message({ variants }: NodeOf<"message">): Read {
  return choice(variants.map(({ type, number, body }) => {
    return { number, node: body, read: record(body, type) };
  }));
}

/** One of several fields: of those that are there the last counts. */
function choice(
  choices: readonly { readonly number: number; readonly node: Node; readonly read?: Read }[],
): Read {
  const known = new Map(
    choices.map(({ number, node, read }) =>
      [number * 8 + wireTypeOf(node), holderOf(node, read)] as const
    ),
  );
  return (reader) => {
    let last: Holder | undefined, kept: unknown;
    while (reader.offset < reader.end) {
      const tag = reader.tag(), found = known.get(tag);
      if (found === undefined) {
        reader.skip(tag);
        continue;
      }
      kept = found.take(reader, found === last ? kept : undefined);
      last = found;
    }
    if (last !== undefined) return last.finish(reader, kept);
    throw reader.malformed("a message of a known type", "none");
  };
}

function recursive(node: NodeOf<"recursive">): Read {
  let read: Read | undefined;
  return (reader) => {
    if (reader.depth >= node.deepest) throw reader.malformed(needed(node), "more");
    reader.depth++;
    read ??= readBodyOf(node.inner());
    const value = read(reader);
    reader.depth--;
    return value;
  };
}
