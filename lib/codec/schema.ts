/**
 * Schemas: the shapes that data from a stranger must have before a handler sees it, and that its bytes have on the
 * wire. One value gives the type (`Infer`), the check (`schema/check.ts`), and the codecs.
 *
 * Fields and types of messages have numbers, by which they are called on the wire; a number that was given once
 * never means anything else (Protocol Buffers, language guide, "Assigning field numbers"). A field is written as
 * `[number, schema]`, or `[number, schema, "optional"]` if it may be missing.
 *
 * @module
 */

import type { FieldNode, Infer, Node, Scalar, Schema, Untyped } from "./schema/node.ts";
import { numbered } from "./schema/numbers.ts";

export type { Infer, Schema, Untyped } from "./schema/node.ts";

/** A field: its number on the wire, what it holds, and whether it may be missing. */
export type Field =
  | readonly [number: number, schema: Untyped]
  | readonly [number: number, schema: Untyped, optional: "optional"];

/** The fields of a record by their names. */
export type Fields = Readonly<Record<string, Field>>;

/** The names of fields that are so long. */
export type Names<F extends Fields, Length> = {
  [K in keyof F]: F[K]["length"] extends Length ? K : never;
}[keyof F];

/** The record that has these fields. */
export type RecordOf<F extends Fields> = Flat<
  & { readonly [K in Names<F, 2>]: Infer<F[K][1]> }
  & { readonly [K in Names<F, 3>]?: Infer<F[K][1]> }
>;

/** The same, written as one. */
export type Flat<T> = { [K in keyof T]: T[K] };

/** A field for each property of `T` but its `type`; none can be forgotten. */
export type FieldsOf<T> = {
  readonly [K in Exclude<keyof T, "type">]-?: { readonly [P in K]?: T[K] } extends Pick<T, K>
    ? readonly [number: number, schema: Schema<Required<T>[K]>, optional: "optional"]
    : readonly [number: number, schema: Schema<T[K]>];
};

/** For each type of message its number and its fields; none can be forgotten. */
export type Variants<M extends { readonly type: string }> = {
  readonly [K in M["type"]]: readonly [
    number: number,
    fields: FieldsOf<Extract<M, { readonly type: K }>>,
  ];
};

/** A whole number between these, both included; by default from 0 to 2⁵³ − 1. */
export function between(least: number, most: number = Number.MAX_SAFE_INTEGER): Schema<number> {
  if (Number.isSafeInteger(least) && Number.isSafeInteger(most) && least <= most) {
    return { node: { kind: "integer", least, most } };
  }
  throw new RangeError(
    `Cannot make a schema because bounds must be safe whole numbers in order: given ${least} and ${most}`,
  );
}

/** A whole number from 0 to 2⁵³ − 1. */
export const integer: Schema<number> = between(0);

/** Any number but NaN and the infinities. */
export const finite: Schema<number> = { node: { kind: "finite" } };

/** True or false. */
export const boolean: Schema<boolean> = { node: { kind: "boolean" } };

/** Any plain data: what a handler only passes on. On the wire it has the form of `encodePlain`. */
export const anything: Schema<unknown> = { node: { kind: "anything" } };

/** No value fits: what strangers must not say. */
export const nothing: Schema<never> = { node: { kind: "nothing" } };

/** A text of at most `longest` UTF-16 units, whose pairs are whole. */
export function text(longest: number = Infinity): Schema<string> {
  return { node: { kind: "text", longest } };
}

/** At most `longest` bytes. */
export function bytes(longest: number = Infinity): Schema<Uint8Array> {
  return { node: { kind: "bytes", longest } };
}

/** One of these values. New ones are added at the end: a value's place is its number on the wire. */
export function oneOf<const V extends readonly Scalar[]>(...values: V): Schema<V[number]> {
  return { node: { kind: "oneOf", values } };
}

/** Null, or that. */
export function orNull<T>(schema: Schema<T>): Schema<T | null> {
  return { node: { kind: "nullable", inner: schema.node } };
}

/** An array of at least `least` and at most `most` such items. */
export function list<T>(
  item: Schema<T>,
  { least = 0, most = Infinity }: { readonly least?: number; readonly most?: number } = {},
): Schema<readonly T[]> {
  return { node: { kind: "list", item: item.node, least, most } };
}

/** An array whose first item is of another kind than all others. */
export function headed<A, B>(first: Schema<A>, rest: Schema<B>): Schema<readonly [A, ...B[]]> {
  return { node: { kind: "headed", first: first.node, rest: rest.node } };
}

/** A Map with such keys and values. */
export function map<K, V>(key: Schema<K>, value: Schema<V>): Schema<Map<K, V>> {
  return { node: { kind: "map", key: key.node, value: value.node } };
}

/** A Set of such members. */
export function set<T>(member: Schema<T>): Schema<Set<T>> {
  return { node: { kind: "set", member: member.node } };
}

/** What fits one of these: the first that it fits. New ones are added at the end. */
export function union<const A extends readonly Untyped[]>(
  ...alternatives: A
): Schema<Infer<A[number]>> {
  return { node: { kind: "either", alternatives: alternatives.map(({ node }) => node) } };
}

/** A schema of some of the values of `T`, where one of `T` is asked for: a stranger may say less than the type. */
export function only<T>(schema: { readonly node: Node }): Schema<T> {
  return { node: schema.node };
}

/** What contains itself, at most `deepest` times. */
export function recursive<T>(inner: () => Schema<T>, deepest: number): Schema<T> {
  return { node: { kind: "recursive", inner: () => inner().node, deepest } };
}

/** A record with these fields and no others. */
export function record<const F extends Fields>(fields: F): Schema<RecordOf<F>> {
  return { node: { kind: "record", fields: inOrder(fields) } };
}

/**
 * A record whose `type` says which other fields it has.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { checkerOf } from "hb/codec/schema/check.ts";
 * import { integer, message, type Schema, text } from "hb/codec/schema.ts";
 *
 * type Message = { type: "put"; key: string; version: number } | { type: "get"; key: string };
 * const schema: Schema<Message> = message({
 *   put: [1, { key: [1, text(100)], version: [2, integer] }],
 *   get: [2, { key: [1, text(100)] }],
 * });
 * const check = checkerOf(schema);
 * assertEquals(check({ type: "put", key: "x", version: 3 }), undefined);
 * assertEquals(check({ type: "put", key: "x", version: -1 })?.path, "version");
 * assertEquals(check({ type: "get" })?.reason, "a text of at most 100 units is required: given nothing");
 * ```
 */
export function message<M extends { readonly type: string }>(types: Variants<M>): Schema<M> {
  const entries = Object.entries<readonly [number: number, fields: Fields]>(types);
  const variants = entries.map(([type, [number, fields]]) => {
    if (!Object.hasOwn(fields, "type")) {
      return { type, number, body: { kind: "record", fields: inOrder(fields) } } as const;
    }
    throw new TypeError(
      `Cannot make a schema because "type" names the message: given a field of "${type}"`,
    );
  });
  return { node: { kind: "message", variants: numbered(variants) } };
}

function inOrder(fields: Fields): readonly FieldNode[] {
  const nodes = Object.entries(fields).map(([name, [number, { node }, optional]]) => ({
    name,
    number,
    node,
    optional: optional !== undefined,
  }));
  return numbered(nodes).toSorted((a, b) => a.number - b.number);
}
