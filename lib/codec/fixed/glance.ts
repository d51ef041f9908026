/**
 * What can be told of a message from its first bytes alone: numbers, choices, and what type of message is inside. A router
 * needs no more; it hands on the bytes as they are, and whoever takes them apart looks through them first.
 *
 * @module
 */

import { MalformedBytes } from "../malformed.ts";
import type { Source } from "../pool.ts";
import type { Node, RecordNode } from "../schema/node.ts";
import { placesOf, slotOf } from "./layout.ts";
import { Looking, validateOf } from "./validate.ts";
import { type Read, viewOf } from "./view.ts";

/** The fields of a record that lie in its own slot: numbers and choices, and the type of a message. */
export type Glance<T> = {
  readonly [K in keyof T as T[K] extends Seen ? K : never]: T[K] extends Scalars ? T[K]
    : { readonly type: (T[K] & { readonly type: string })["type"] };
};

/** What can be told at a glance. */
export type Seen = Scalars | { readonly type: string };

/** Numbers and booleans. */
export type Scalars = number | boolean;

function isScalar(node: Node): boolean {
  const isSeen = (value: unknown) => typeof value === "number" || typeof value === "boolean";
  return node.kind === "oneOf"
    ? node.values.every(isSeen)
    : ["integer", "finite", "boolean"].includes(node.kind);
}

/** How messages of a record are glanced at; throws `MalformedBytes` for bytes that are no such record's. */
export function glanceOf(node: RecordNode): (source: Source) => Record<string, unknown> {
  const { size } = slotOf(node);
  const seen = placesOf(node).flatMap(({ name, node, offset, optional }) => {
    const look = optional ? undefined : glanceAt(node);
    return look === undefined ? [] : [{ name, offset, look }];
  });
  return (source) => {
    if (source.bytes.length < size) {
      throw new MalformedBytes(0, `${size} bytes`, String(source.bytes.length));
    }
    const found: Record<string, unknown> = {};
    for (let i = 0; i < seen.length; i++) {
      const { name, offset, look } = seen[i]!;
      found[name] = look(source, offset);
    }
    return found;
  };
}

function glanceAt(node: Node): Read | undefined {
  if (node.kind === "message") {
    const types = new Map(node.variants.map(({ number, type }) => [number, { type }] as const));
    return ({ data }, at) => {
      const number = data.getUint32(at + 4, true), type = types.get(number);
      if (type !== undefined) return type;
      throw new MalformedBytes(at + 4, "a known type", String(number));
    };
  }
  if (!isScalar(node)) return undefined;
  const validate = validateOf(node), read = viewOf(node);
  return (source, at) => {
    validate(new Looking(source), at);
    return read(source, at);
  };
}
