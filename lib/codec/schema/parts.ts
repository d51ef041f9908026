/** Records that a schema does not name, and that every format has. @module */

import type { FieldNode, Node, NodeOf, RecordNode } from "./node.ts";

/** An entry of a map. */
export function entryOf({ key, value }: NodeOf<"map">): RecordNode {
  return { kind: "record", fields: [field("key", 1, key), field("value", 2, value)] };
}

/** A list whose first item is of another kind: that, and the list of all others. */
export function headedAsRecord({ first, rest }: NodeOf<"headed">): RecordNode {
  const list = { kind: "list", item: rest, least: 0, most: Infinity } as const;
  return { kind: "record", fields: [field("first", 1, first), field("rest", 2, list)] };
}

function field(name: string, number: number, node: Node): FieldNode {
  return { name, number, node, optional: false };
}
