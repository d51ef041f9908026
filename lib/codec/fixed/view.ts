/**
 * What is read of a message in the fixed layout: views, which read a field from the buffer when it is asked for and copy
 * nothing, or plain data, which shares no memory with it. Both are for bytes that have been looked through (`validate.ts`).
 *
 * @module
 */

import { readPlain } from "../decode_plain.ts";
import { ByteReader } from "../byte_reader.ts";
import type { Source } from "../pool.ts";
import type { Node, NodeOf, RecordNode } from "../schema/node.ts";
import { entryOf, headedAsRecord } from "../schema/parts.ts";
import { slotOf, strideOf } from "./layout.ts";
import { ListView } from "./list_view.ts";
import { readIntegerOf } from "./read_integer.ts";
import { type MakeStruct, structOf } from "./struct.ts";
import { readText } from "./text.ts";

/** What a view shows of data of type `T`: maps and sets as lists, as only plain data knows that no key comes twice. */
export type View<T> = unknown extends T ? T
  : T extends Uint8Array ? Uint8Array
  : T extends readonly [infer A, ...(infer B)[]]
    ? { readonly first: View<A>; readonly rest: ListView<View<B>> }
  : T extends readonly (infer I)[] ? ListView<View<I>>
  : T extends ReadonlyMap<infer K, infer V>
    ? ListView<{ readonly key: View<K>; readonly value: View<V> }>
  : T extends ReadonlySet<infer M> ? ListView<View<M>>
  : T extends object ? { readonly [K in keyof T]: View<T[K]> }
  : T;

/** Reads the slot that begins at `at`. */
export type Read = (source: Source, at: number) => unknown;

/** How slots of a kind are viewed. */
export function viewOf(node: Node): Read {
  switch (node.kind) {
    case "integer":
      return readIntegerOf(node);
    case "finite":
      return ({ data }, at) => data.getFloat64(at, true);
    case "boolean":
      return ({ data }, at) => data.getUint8(at) === 1;
    case "oneOf":
      return ({ data }, at) => node.values[data.getUint8(at)];
    case "nothing":
      return () => undefined;
    case "text":
      return ({ data, bytes }, at) =>
        readText(bytes, at + data.getUint32(at, true), data.getUint32(at + 4, true));
    case "bytes":
      return bytesAt;
    case "anything":
      return (source, at) => readPlain(new ByteReader(bytesAt(source, at)));
    case "nullable": {
      const { align } = slotOf(node.inner), read = viewOf(node.inner);
      return (source, at) => source.data.getUint8(at) === 1 ? read(source, at + align) : null;
    }
    case "list":
      return items(node.item);
    case "set":
      return items(node.member);
    case "map":
      return items(entryOf(node));
    case "headed":
      return made(structOf(headedAsRecord(node), viewOf));
    case "record":
      return made(structOf(node, viewOf));
    case "message":
      return message(node);
    case "either":
      return either(node);
    case "recursive": {
      let read: Read | undefined;
      return (source, at) =>
        (read ??= viewOf(node.inner()))(source, at + source.data.getUint32(at, true));
    }
  }
}

/** The bytes that a slot points to, without a copy. */
export function bytesAt({ data, bytes }: Source, at: number): Uint8Array {
  const start = at + data.getUint32(at, true);
  return bytes.subarray(start, start + data.getUint32(at + 4, true));
}

function made(Struct: MakeStruct): Read {
  return (source, at) => new Struct(source, at);
}

function items(item: Node): Read {
  const stride = strideOf(slotOf(item)), read = viewOf(item);
  return (source, at) => {
    const { data } = source;
    return new ListView(
      source,
      at + data.getUint32(at, true),
      data.getUint32(at + 4, true),
      stride,
      read,
    );
  };
}

function message({ variants }: NodeOf<"message">): Read {
  const known = new Map(
    variants.map(({ type, number, body }: { type: string; number: number; body: RecordNode }) =>
      [number, structOf(body, viewOf, type)] as const
    ),
  );
  return (source, at) => {
    const Struct = known.get(source.data.getUint32(at + 4, true))!;
    return new Struct(source, at + source.data.getUint32(at, true));
  };
}

function either({ alternatives }: NodeOf<"either">): Read {
  const reads = alternatives.map(viewOf);
  return (source, at) =>
    reads[source.data.getUint32(at + 4, true) - 1]!(source, at + source.data.getUint32(at, true));
}
