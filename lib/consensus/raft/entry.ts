/** What the log consists of. @module */

import type { Configuration } from "./configuration.ts";

/** A place in a log, and the term of the entry there: by log matching, it names all the log up to it. */
export interface Position {
  /** Counts entries from 1; 0 is the place before the first. */
  readonly index: number;
  /** The term of the entry, 0 at the place before the first. */
  readonly term: number;
}

/** The place before the first entry. */
export const ORIGIN: Position = { index: 0, term: 0 };

/** Which request of which client a command belongs to, so that it takes effect once (section 6.3). */
export interface Stamp {
  /** The client's session: the index of the entry that opened it. */
  readonly session: number;
  /** Counts the client's requests; a request that is tried again keeps its number. */
  readonly sequence: number;
  /** The lowest number whose answer the client may still ask for; answers below it are forgotten. */
  readonly lowest: number;
}

/** One entry of the log. Its index is its place. */
export type Entry =
  /** What a new leader begins its term with, since it may commit nothing else by counting. */
  | { readonly term: number; readonly type: "noop" }
  /** A client's command for the state machine. */
  | {
    readonly term: number;
    readonly type: "command";
    readonly command: unknown;
    /** Null when the client does without exactly-once. */
    readonly stamp: Stamp | null;
  }
  /** Opens a client's session. */
  | { readonly term: number; readonly type: "register" }
  /** Who belongs to the cluster from here on. */
  | {
    readonly term: number;
    readonly type: "configuration";
    readonly configuration: Configuration;
  };

/** An entry that has no term yet. */
export type Proposal = Entry extends infer E ? E extends Entry ? Omit<E, "term"> : never : never;

/** About how many bytes plain data takes on the wire; cheap, and the same on every machine. */
export function bytesOf(value: unknown): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value !== "object" || value === null) return 8;
  if (value instanceof Uint8Array) return value.length + 2;
  let bytes = 2;
  if (Array.isArray(value) || value instanceof Set) {
    for (const item of value) bytes += bytesOf(item);
  } else if (value instanceof Map) {
    for (const [key, item] of value) bytes += bytesOf(key) + bytesOf(item);
  } else {
    const fields = value as Record<string, unknown>;
    for (const key in fields) bytes += key.length + 2 + bytesOf(fields[key]);
  }
  return bytes;
}
