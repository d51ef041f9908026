/** Plain data from views: it shares no memory with the buffer. @module */

import { MalformedBytes } from "../malformed.ts";
import type { Node, NodeOf, RecordNode } from "../schema/node.ts";
import { entryOf, headedAsRecord } from "../schema/parts.ts";
import { placesOf, slotOf, strideOf } from "./layout.ts";
import { bytesAt, type Read, viewOf } from "./view.ts";

/** How slots of a kind are read as plain data. Throws `MalformedBytes` where a key or a member comes twice. */
export function dataOf(node: Node): Read {
  switch (node.kind) {
    case "bytes":
      return (source, at) => bytesAt(source, at).slice();
    case "nullable": {
      const { align } = slotOf(node.inner), read = dataOf(node.inner);
      return (source, at) => source.data.getUint8(at) === 1 ? read(source, at + align) : null;
    }
    case "list":
      return items(node.item);
    case "set":
      return set(items(node.member));
    case "map":
      return map(items(entryOf(node)));
    case "headed": {
      const read = record(headedAsRecord(node));
      return (source, at) => {
        const { first, rest } = read(source, at) as { first: unknown; rest: unknown[] };
        return [first, ...rest];
      };
    }
    case "record":
      return record(node);
    case "message":
      return message(node);
    case "either": {
      const reads = node.alternatives.map(dataOf);
      return (source, at) => {
        const { data } = source;
        return reads[data.getUint32(at + 4, true) - 1]!(source, at + data.getUint32(at, true));
      };
    }
    case "recursive": {
      let read: Read | undefined;
      return (source, at) =>
        (read ??= dataOf(node.inner()))(source, at + source.data.getUint32(at, true));
    }
    default:
      return viewOf(node);
  }
}

function items(item: Node): (...of: Parameters<Read>) => unknown[] {
  const stride = strideOf(slotOf(item)), read = dataOf(item);
  return (source, at) => {
    const start = at + source.data.getUint32(at, true), found: unknown[] = [];
    const count = source.data.getUint32(at + 4, true);
    for (let i = 0; i < count; i++) found.push(read(source, start + i * stride));
    return found;
  };
}

function set(read: (...of: Parameters<Read>) => unknown[]): Read {
  return (source, at) => {
    const members = read(source, at), found = new Set(members);
    if (found.size === members.length) return found;
    throw new MalformedBytes(at, "each member once", "one twice");
  };
}

function map(read: (...of: Parameters<Read>) => unknown[]): Read {
  return (source, at) => {
    const entries = read(source, at) as { readonly key: unknown; readonly value: unknown }[];
    const found = new Map(entries.map(({ key, value }) => [key, value]));
    if (found.size === entries.length) return found;
    throw new MalformedBytes(at, "each key once", "one twice");
  };
}

function record(node: RecordNode, type?: string): Read {
  const places = placesOf(node).map((place) => ({ ...place, read: dataOf(place.node) }));
  return (source, at) => {
    const found: Record<string, unknown> = type === undefined ? {} : { type };
    for (let i = 0; i < places.length; i++) {
      const { name, optional, offset, inner, read } = places[i]!;
      if (optional && source.data.getUint8(at + offset) !== 1) continue;
      found[name] = read(source, at + inner);
    }
    return found;
  };
}

function message({ variants }: NodeOf<"message">): Read {
  const known = new Map(
    variants.map(({ type, number, body }) => [number, record(body, type)] as const),
  );
  return (source, at) =>
    known.get(source.data.getUint32(at + 4, true))!(source, at + source.data.getUint32(at, true));
}
