/** Single values of Protocol Buffers that are no messages. @module */

import { MalformedBytes } from "../malformed.ts";
import type { Node } from "../schema/node.ts";
import { needed } from "../schema/words.ts";
import type { WireReader } from "./wire.ts";

/** Reads one value, behind its length if it is delimited. */
export type Read = (reader: WireReader) => unknown;

/** How one value is read that is no message. */
export function scalarOf(node: Node): Read {
  const read = rawOf(node);
  switch (node.kind) {
    case "integer": {
      const { least, most } = node;
      return limited(node, read, (value) => value as number >= least && value as number <= most);
    }
    case "finite":
      return limited(node, read, Number.isFinite);
    case "text":
      return limited(node, read, (value) => (value as string).length <= node.longest);
    case "bytes":
      return limited(node, read, (value) => (value as Uint8Array).length <= node.longest);
    case "oneOf":
      return limited(node, read, (value) => value !== undefined);
    default:
      return read;
  }
}

function rawOf(node: Node): Read {
  switch (node.kind) {
    case "integer":
      return node.least >= 0 ? (reader) => reader.varint() : (reader) => reader.zigzag();
    case "finite":
      return (reader) => reader.float64();
    case "boolean":
      return (reader) => reader.boolean();
    case "oneOf":
      return (reader) => node.values[reader.varint()];
    case "text":
      return (reader) => reader.text();
    case "bytes":
      return (reader) => reader.copy();
    default:
      return (reader) => {
        throw reader.malformed(needed(node), "something");
      };
  }
}

function limited(node: Node, read: Read, fits: (value: unknown) => boolean): Read {
  return (reader) => {
    const { offset } = reader, value = read(reader);
    if (fits(value)) return value;
    throw new MalformedBytes(offset, needed(node), "another value");
  };
}

/** The value of a field that is not there; throws `MalformedBytes` where that cannot be. */
export function defaultOf(node: Node, reader: WireReader): unknown {
  switch (node.kind) {
    case "integer":
      if (node.least <= 0 && node.most >= 0) return 0;
      break;
    case "finite":
      return 0;
    case "boolean":
      return false;
    case "oneOf":
      return node.values[0];
    case "text":
      return "";
    case "bytes":
      return new Uint8Array(0);
  }
  throw reader.malformed(needed(node), "nothing");
}
