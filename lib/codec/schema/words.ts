/** What a schema asks for and what data is, in words. None of the data's contents is in them. @module */

import type { Node } from "./node.ts";

/** What a schema asks for: "a whole number from 0 to 7". */
export function needed(node: Node): string {
  switch (node.kind) {
    case "integer":
      return `a whole number from ${node.least} to ${node.most}`;
    case "finite":
      return "a finite number";
    case "boolean":
      return "true or false";
    case "text":
      return node.longest === Infinity ? "a text" : `a text of at most ${node.longest} units`;
    case "bytes":
      return node.longest === Infinity ? "bytes" : `at most ${node.longest} bytes`;
    case "list":
      return `a list${bounds(node)}`;
    case "headed":
      return "a list that is not empty";
    case "map":
      return "a map";
    case "set":
      return "a set";
    case "oneOf":
      return `one of ${node.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "nullable":
      return `null or ${needed(node.inner)}`;
    case "either":
      return `one of ${node.alternatives.length} shapes`;
    case "record":
      return "a record";
    case "message":
      return "a message";
    case "recursive":
      return `a depth of at most ${node.deepest}`;
    case "anything":
      return "plain data";
    case "nothing":
      return "silence";
  }
}

/** What data is: "a text of 3 units". */
export function given(data: unknown): string {
  if (typeof data === "string") {
    return data.isWellFormed() ? `a text of ${data.length} units` : "a text with half of a pair";
  }
  if (Array.isArray(data)) return `a list of ${data.length}`;
  if (data instanceof Uint8Array) return `${data.length} bytes`;
  if (data instanceof Map) return "a map";
  if (data instanceof Set) return "a set";
  if (typeof data === "object" && data !== null) return "a record";
  if (typeof data === "bigint") return "a bigint";
  return typeof data === "function" || typeof data === "symbol" ? `a ${typeof data}` : String(data);
}

function bounds({ least, most }: { readonly least: number; readonly most: number }): string {
  if (most < Infinity) return ` of ${least} to ${most}`;
  return least === 0 ? "" : ` of at least ${least}`;
}
