/**
 * What a schema consists of: records of data, which whoever needs something of them walks through. A checker is
 * made of them (`check.ts`), and a codec for each format (`../protobuf/`, `../fixed/`).
 *
 * @module
 */

/** What `oneOf` chooses from. */
export type Scalar = string | number | boolean | null;

/** One kind of data. */
export type Node =
  /** A whole number between these, both included. */
  | { readonly kind: "integer"; readonly least: number; readonly most: number }
  /** Any number but NaN and the infinities. */
  | { readonly kind: "finite" }
  | { readonly kind: "boolean" }
  /** At most `longest` UTF-16 units, without half of a pair. */
  | { readonly kind: "text"; readonly longest: number }
  /** At most `longest` bytes. */
  | { readonly kind: "bytes"; readonly longest: number }
  /** So many items. */
  | { readonly kind: "list"; readonly item: Node; readonly least: number; readonly most: number }
  /** A list whose first item is of another kind than the rest. */
  | { readonly kind: "headed"; readonly first: Node; readonly rest: Node }
  | { readonly kind: "map"; readonly key: Node; readonly value: Node }
  | { readonly kind: "set"; readonly member: Node }
  /** One of these values. Its place in the list is its number on the wire. */
  | { readonly kind: "oneOf"; readonly values: readonly Scalar[] }
  /** Null, or that. */
  | { readonly kind: "nullable"; readonly inner: Node }
  /** The first of these that fits. Its place in the list, from 1, is its number on the wire. */
  | { readonly kind: "either"; readonly alternatives: readonly Node[] }
  | RecordNode
  /** A record whose `type` says which fields it has. */
  | { readonly kind: "message"; readonly variants: readonly Variant[] }
  /** What is known only later, as it contains itself, at most so deep. */
  | { readonly kind: "recursive"; readonly inner: () => Node; readonly deepest: number }
  /** Plain data of any shape. */
  | { readonly kind: "anything" }
  /** No value at all. */
  | { readonly kind: "nothing" };

/** A node of one kind. */
export type NodeOf<K extends Node["kind"]> = Extract<Node, { readonly kind: K }>;

/** A record with these fields, in the order of their numbers. */
export interface RecordNode {
  /** Tells it from other nodes. */
  readonly kind: "record";
  /** Its fields. */
  readonly fields: readonly FieldNode[];
}

/** A field of a record. */
export interface FieldNode {
  /** What it is called in the program; it does not travel. */
  readonly name: string;
  /** What it is called on the wire. Invariant: it never means anything else. */
  readonly number: number;
  /** What it holds. */
  readonly node: Node;
  /** Whether it may be missing. */
  readonly optional: boolean;
}

/** One type of message. */
export interface Variant {
  /** The value of its field `type`; it does not travel. */
  readonly type: string;
  /** What it is called on the wire. Invariant: it never means anything else. */
  readonly number: number;
  /** Its other fields. */
  readonly body: RecordNode;
}

/** A schema of whatever type. */
export interface Untyped {
  /** What it consists of. */
  readonly node: Node;
}

/**
 * A schema of data of type `T`, no more and no less: one for `number` stands neither for `number | null` nor the
 * other way round, so that a declaration such as `const position: Schema<Position> = record(…)` compares a schema
 * with a type in both directions.
 */
export interface Schema<T> extends Untyped {
  /** Nothing: it exists for the compiler alone. */
  readonly describes?: (data: Exact<T>) => Exact<T>;
}

/** The type with all fields, those too that may be missing: to the compiler, a type without them is as good. */
export type Exact<T> = T extends Uint8Array ? T
  : T extends readonly unknown[] ? { readonly [K in keyof T]: Exact<T[K]> }
  : T extends ReadonlyMap<infer K, infer V> ? ReadonlyMap<Exact<K>, Exact<V>>
  : T extends object ? { readonly [K in keyof T]-?: readonly [Exact<T[K]>, IsOptional<T, K>] }
  : T;

/** Whether a field may be missing. */
export type IsOptional<T, K extends keyof T> = { readonly [P in K]?: T[K] } extends Pick<T, K>
  ? true
  : false;

/** The type of data that a schema describes. */
export type Infer<S extends Untyped> = S extends Schema<infer T> ? T : never;
