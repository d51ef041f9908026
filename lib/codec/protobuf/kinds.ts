/** How kinds of data are delimited in Protocol Buffers. @module */

import type { Node, RecordNode } from "../schema/node.ts";
import { wireTypes } from "./wire.ts";

/** The wire type of a value. */
export function wireTypeOf({ kind }: Node): number {
  if (kind === "integer" || kind === "boolean" || kind === "oneOf") return wireTypes.varint;
  return kind === "finite" ? wireTypes.eight : wireTypes.delimited;
}

/** Whether a value is a message: such are merged if they come twice, and all others are replaced. */
export function isMessage({ kind }: Node): boolean {
  return !["integer", "finite", "boolean", "oneOf", "text", "bytes", "anything", "nothing"]
    .includes(kind);
}

/** A message whose field 1 is that: where a list or nothing cannot stand by itself. */
export function boxOf(node: Node): RecordNode {
  return { kind: "record", fields: [{ name: "value", number: 1, node, optional: false }] };
}

/** The items of a list. */
export function listOf(value: unknown): readonly unknown[] {
  return value as readonly unknown[];
}
