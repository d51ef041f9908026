/**
 * The shapes that data from a stranger must have before a handler sees it. A schema is a function that
 * says yes or no; larger ones are made of smaller ones.
 *
 * @module
 */

/** Whether data has a shape. */
export type Schema = (data: unknown) => boolean;

/** For each type of message, its fields; the compiler checks that none is forgotten. */
export type MessageSchemas<M extends { readonly type: string }> = {
  readonly [K in M["type"]]: Fields<Extract<M, { readonly type: K }>>;
};

/** A schema for each field of a record. */
export type Fields<T> = { readonly [F in Exclude<keyof T, "type">]-?: Field };

/** A field that must be there, or one that need not. */
export type Field = Schema | { readonly optional: Schema };

/** A whole number from 0 to 2⁵³ − 1. */
export const integer: Schema = (data): boolean =>
  Number.isSafeInteger(data) && (data as number) >= 0;

/** Any number but NaN and the infinities. */
export const finite: Schema = (data): boolean => Number.isFinite(data);

/** True or false. */
export const boolean: Schema = (data): boolean => typeof data === "boolean";

/** Any plain data: what a handler only passes on. */
export const anything: Schema = (): boolean => true;

/** One of these values. */
export function oneOf(...values: readonly unknown[]): Schema {
  return (data) => values.includes(data);
}

/** What fits at least one of these. */
export function union(...schemas: readonly Schema[]): Schema {
  return (data) => schemas.some((schema) => schema(data));
}

/** A text of at most `longest` UTF-16 units. */
export function text(longest: number = Infinity): Schema {
  return (data) => typeof data === "string" && data.length <= longest;
}

/** An array of such items. */
export function list(item: Schema): Schema {
  return (data) => Array.isArray(data) && data.every(item);
}

/** A Map with such keys and values. */
export function map(key: Schema, value: Schema): Schema {
  return (data) =>
    data instanceof Map && [...data].every(([one, other]) => key(one) && value(other));
}

/** A Set of such members. */
export function set(member: Schema): Schema {
  return (data) => data instanceof Set && [...data].every(member);
}

/** A field that may be missing. */
export function optional(schema: Schema): Field {
  return { optional: schema };
}

/** A record with these fields and no others. */
export function record(fields: Readonly<Record<string, Field>>): Schema {
  const list = Object.entries(fields).map(([name, field]) =>
    typeof field === "function"
      ? { name, schema: field, required: true }
      : { name, schema: field.optional, required: false }
  );
  return (data) => {
    if (!isRecord(data)) return false;
    let there = 0;
    for (const { name, schema, required } of list) {
      if (Object.hasOwn(data, name)) {
        if (!schema(data[name])) return false;
        there++;
      } else if (required) return false;
    }
    return Object.keys(data).length === there;
  };
}

/**
 * A record whose `type` says which fields it has.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { message, text, integer } from "hb/codec/schema.ts";
 *
 * type Message = { type: "put"; key: string; version: number } | { type: "get"; key: string };
 * const isMessage = message<Message>({
 *   put: { key: text(100), version: integer },
 *   get: { key: text(100) },
 * });
 * assert(isMessage({ type: "put", key: "x", version: 3 }));
 * assert(!isMessage({ type: "put", key: "x", version: -1 }));
 * assert(!isMessage({ type: "get" }));
 * ```
 */
export function message<M extends { readonly type: string }>(types: MessageSchemas<M>): Schema {
  const schemas = new Map(
    Object.entries<Readonly<Record<string, Field>>>(types).map(([type, fields]) =>
      [type, record({ type: text(), ...fields })] as const
    ),
  );
  return (data) => {
    if (!isRecord(data) || typeof data.type !== "string") return false;
    return schemas.get(data.type)?.(data) ?? false;
  };
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === "object" && data !== null &&
    Object.getPrototypeOf(data) === Object.prototype;
}
