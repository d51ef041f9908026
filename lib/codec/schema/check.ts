/**
 * Whether data fits a schema, and if not, what is the first thing that is wrong. The check is compiled once, into
 * functions that call each other; nothing that may arrive makes them throw. What they say of data tells its size
 * and kind and nothing of its contents, so that it can stand in a log.
 *
 * @module
 */

import type { Infer, Node, NodeOf, RecordNode, Untyped } from "./node.ts";
import { given, needed } from "./words.ts";

/** What is wrong with data. */
export interface Fault {
  /** Where: `entries[3].term`; empty for all of it. */
  readonly path: string;
  /** What should be there, and what is. */
  readonly reason: string;
}

/** The first thing that is wrong with data; `undefined` if nothing is. */
export type Checker = (data: unknown) => Fault | undefined;

/** How a check is made. */
export interface CheckOptions {
  /** Whether records may have other fields besides their own; default false. */
  readonly others?: boolean;
}

/** The check of a schema. */
export function checkerOf(schema: Untyped, { others = false }: CheckOptions = {}): Checker {
  const check = compile(schema.node, others);
  return (data) => check(data, 0);
}

/** Whether data fits a schema, as a question that tells the compiler its type. */
export function guardOf<S extends Untyped>(
  schema: S,
  options: CheckOptions = {},
): (data: unknown) => data is Infer<S> {
  const check = checkerOf(schema, options);
  return (data): data is Infer<S> => check(data) === undefined;
}

/** A fault in one line. */
export function wordsOf({ path, reason }: Fault): string {
  return path === "" ? reason : `${path}: ${reason}`;
}

/** `depth` counts the recursive schemas above. */
type Check = (data: unknown, depth: number) => Fault | undefined;

function compile(node: Node, others: boolean): Check {
  const inner = (node: Node) => compile(node, others);
  switch (node.kind) {
    case "anything":
      return () => undefined;
    case "nullable":
      return orNull(inner(node.inner));
    case "list":
      return list(node, inner(node.item));
    case "headed":
      return headed(node, inner(node.first), inner(node.rest));
    case "map":
      return map(node, inner(node.key), inner(node.value));
    case "set":
      return set(node, inner(node.member));
    case "either":
      return either(node, node.alternatives.map(inner));
    case "record":
      return record(node, others, inner);
    case "message":
      return message(node, others, inner);
    case "recursive":
      return recursive(node, inner);
    default:
      return when(testOf(node), node);
  }
}

type Leaf = NodeOf<"integer" | "finite" | "boolean" | "text" | "bytes" | "oneOf" | "nothing">;

function testOf(node: Leaf): (data: unknown) => boolean {
  switch (node.kind) {
    case "integer": {
      const { least, most } = node;
      return (data) =>
        Number.isSafeInteger(data) && data as number >= least && data as number <= most;
    }
    case "finite":
      return Number.isFinite;
    case "boolean":
      return (data) => typeof data === "boolean";
    case "text":
      // No format has a place for half of a pair: what fits can be written.
      return (data) =>
        typeof data === "string" && data.length <= node.longest && data.isWellFormed();
    case "bytes":
      return (data) => data instanceof Uint8Array && data.length <= node.longest;
    case "oneOf":
      return (data) => (node.values as readonly unknown[]).includes(data);
    case "nothing":
      return () => false;
  }
}

function when(test: (data: unknown) => boolean, node: Node): Check {
  return (data) => test(data) ? undefined : fault(node, data);
}

function orNull(inner: Check): Check {
  return (data, depth) => data === null ? undefined : inner(data, depth);
}

function list(node: NodeOf<"list">, item: Check): Check {
  const { least, most } = node;
  return (data, depth) => {
    if (!Array.isArray(data) || data.length < least || data.length > most) return fault(node, data);
    for (let i = 0; i < data.length; i++) {
      const found = item(data[i], depth);
      if (found !== undefined) return within(`[${i}]`, found);
    }
    return undefined;
  };
}

function headed(node: NodeOf<"headed">, first: Check, rest: Check): Check {
  return (data, depth) => {
    if (!Array.isArray(data) || data.length === 0) return fault(node, data);
    for (let i = 0; i < data.length; i++) {
      const found = (i === 0 ? first : rest)(data[i], depth);
      if (found !== undefined) return within(`[${i}]`, found);
    }
    return undefined;
  };
}

function map(node: NodeOf<"map">, keyCheck: Check, valueCheck: Check): Check {
  return (data, depth) => {
    if (!(data instanceof Map)) return fault(node, data);
    let place = 0;
    for (const [key, value] of data) {
      const found = keyCheck(key, depth);
      if (found !== undefined) return within(`[key ${place}]`, found);
      const wrong = valueCheck(value, depth);
      if (wrong !== undefined) return within(`[value ${place}]`, wrong);
      place++;
    }
    return undefined;
  };
}

function set(node: NodeOf<"set">, member: Check): Check {
  return (data, depth) => {
    if (!(data instanceof Set)) return fault(node, data);
    let place = 0;
    for (const each of data) {
      const found = member(each, depth);
      if (found !== undefined) return within(`[member ${place}]`, found);
      place++;
    }
    return undefined;
  };
}

function either(node: NodeOf<"either">, alternatives: readonly Check[]): Check {
  return (data, depth) => {
    for (const check of alternatives) if (check(data, depth) === undefined) return undefined;
    return fault(node, data);
  };
}

function record(node: RecordNode, others: boolean, inner: (node: Node) => Check, own = 0): Check {
  const fields = node.fields.map(({ name, node, optional }) => ({
    name,
    node,
    optional,
    check: inner(node),
  }));
  return (data, depth) => {
    if (!isRecord(data)) return fault(node, data);
    let there = own;
    for (let i = 0; i < fields.length; i++) {
      const { name, check, optional, node } = fields[i]!;
      if (Object.hasOwn(data, name)) {
        const found = check(data[name], depth);
        if (found !== undefined) return within(name, found);
        there++;
      } else if (!optional) {
        return { path: name, reason: `${needed(node)} is required: given nothing` };
      }
    }
    if (others || Object.keys(data).length === there) return undefined;
    return { path: "", reason: `no field is welcome but its own: given more than ${there}` };
  };
}

function message(
  node: NodeOf<"message">,
  others: boolean,
  inner: (node: Node) => Check,
): Check {
  const checks = new Map(
    node.variants.map(({ type, body }) => [type, record(body, others, inner, 1)]),
  );
  return (data, depth) => {
    if (!isRecord(data) || !Object.hasOwn(data, "type")) return fault(node, data);
    const check = checks.get(data["type"] as string);
    if (check !== undefined) return check(data, depth);
    return {
      path: "type",
      reason: `the name of a message is required: given ${given(data["type"])}`,
    };
  };
}

function recursive(node: NodeOf<"recursive">, inner: (node: Node) => Check): Check {
  let check: Check | undefined;
  return (data, depth) => {
    if (depth >= node.deepest) return fault(node, data);
    check ??= inner(node.inner());
    return check(data, depth + 1);
  };
}

function fault(node: Node, data: unknown): Fault {
  return { path: "", reason: `${needed(node)} is required: given ${given(data)}` };
}

function within(place: string, { path, reason }: Fault): Fault {
  const dot = path === "" || path.startsWith("[") ? "" : ".";
  return { path: `${place}${dot}${path}`, reason };
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === "object" && data !== null &&
    Object.getPrototypeOf(data) === Object.prototype;
}
