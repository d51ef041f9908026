/**
 * What is given: what each part is told, what it may use, and what it must be. There is nothing to fill in
 * here. This file has parts 1 to 3; parts 4 to 7 have theirs in `machines.ts`, parts 8 and 9 in `hops.ts`,
 * and part 10 in `whole_connection.ts`.
 *
 * Bytes that break a rule are refused by throwing this, and nothing else:
 *
 *     throw new MalformedBytes(offset, expected, given)
 *
 * What stands in it is for whoever reads it: where, what should have been there, and what was.
 *
 * @module
 */

export { MalformedBytes } from "hb/codec/malformed.ts";
export { todo } from "hb/grade/todo.ts";
export type * from "./hops.ts";
export type * from "./machines.ts";
export * from "./whole_connection.ts";

// deno-lint-ignore no-explicit-any -- what an answer keeps is the reader's affair
export type Any = any;

/** A number that was read, and where what comes next begins. */
export interface ReadNumber {
  readonly value: bigint;
  readonly end: number;
}

/** Part 1. Numbers of 64 bits as varints. */
export interface Varints {
  /** From 0 to 2 ** 64 - 1. */
  write(value: bigint): Uint8Array;
  /** The number that begins at `at`. */
  read(bytes: Uint8Array, at: number): ReadNumber;
  /** A number from -(2 ** 63) to 2 ** 63 - 1, as one without a sign: 0, -1, 1, -2 become 0, 1, 2, 3. */
  zigzag(value: bigint): bigint;
  /** And back. */
  unzigzag(value: bigint): bigint;
}

/** What a receiver of frames may use. */
export interface FramesIo {
  /** Bytes of one's own, all of them 0. Whatever is kept beyond a call is kept in such. */
  allocate(length: number): Uint8Array;
  /** A whole frame has come. Its body is of `allocate`, and somebody else's from then on. */
  frame(body: Uint8Array): void;
}

/**
 * Part 2. Frames in a stream of bytes: the length of the body in four bytes, the lowest first, and the body.
 * `start` gives what is remembered.
 */
export interface Frames<S = Any> {
  /** A stream begins in which bodies have at most `longest` bytes. */
  start(longest: number): S;
  /** The next bytes of the stream. They are the caller's, who will write over them. */
  push(s: S, chunk: Uint8Array, io: FramesIo): void;
  /** The stream has ended. */
  end(s: S): void;
}

/** What a field holds. */
export type FieldType =
  /** A number without a sign: a varint. */
  | "unsigned"
  /** A number with a sign: a varint, after `zigzag`. */
  | "signed"
  /** Text in UTF-8. */
  | "text"
  | "bytes"
  /** A message in a message. */
  | "message"
  /** Numbers without a sign: each in a field of its own, or many in one (packed). */
  | "list";

/** A field that is known. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** Of a message in a message. */
  readonly schema?: Schema;
}

/** Which fields are known. */
export interface Schema {
  /** The field of this number; nothing if it is not known. */
  field(number: number): Field | undefined;
}

/** What was read: the fields that have come, by name. */
export interface Message {
  readonly [name: string]: bigint | string | Uint8Array | Message | readonly bigint[];
}

/** Part 3. The message that all of `bytes` stand for, with messages in messages at most `deepest` deep. */
export type Decode = (bytes: Uint8Array, schema: Schema, deepest: number) => Message;
