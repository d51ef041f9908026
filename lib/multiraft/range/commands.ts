/** What stands in the log of a range, and what comes of it. @module */

import type { Frozen } from "../../replicated/paging.ts";
import type { GroupId, Interval, Range } from "./interval.ts";
import type { Stamp } from "./heard.ts";

/** What a client asks of a key. */
export type Operation =
  | { readonly type: "get"; readonly key: string }
  | { readonly type: "put"; readonly key: string; readonly value: string }
  | { readonly type: "delete"; readonly key: string }
  /** What the key holds gets this at its end: done twice, it is there twice. */
  | { readonly type: "append"; readonly key: string; readonly value: string }
  | {
    readonly type: "cas";
    readonly key: string;
    /** What must be there; null: nothing. */
    readonly expected: string | null;
    readonly value: string;
  }
  /**
   * The first keys of an interval, at most `limit`, in order, and fewer where they hold much. What is
   * asked of a range must be an interval of its own; a gateway asks one range after the other.
   */
  | {
    readonly type: "scan";
    readonly key: string;
    readonly end: string | null;
    readonly limit: number;
  };

/** A command of a range. All but one name the version of the range that they are meant for. */
export type RangeCommand =
  | {
    readonly type: "operate";
    readonly version: number;
    /** Null where it may be executed again: it only reads. */
    readonly stamp: Stamp | null;
    readonly operation: Operation;
  }
  /** The keys from `at` on become a range of their own. */
  | {
    readonly type: "split";
    readonly version: number;
    readonly at: string;
    readonly child: GroupId;
  }
  /** The range stops, to become a part of its neighbour `into`, which has the version `intoVersion`. */
  | {
    readonly type: "freeze";
    readonly version: number;
    readonly into: GroupId;
    readonly intoVersion: number;
    /** A key of it, by which it is found. */
    readonly intoKey: string;
  }
  /** A neighbour that has stopped becomes a part of this range. */
  | { readonly type: "absorb"; readonly source: Source }
  /** The neighbour has said that it will never absorb this range: it goes on. */
  | { readonly type: "thaw"; readonly version: number };

/** A range that has stopped, with all that it has. */
export interface Source extends Range {
  /** Its state, as a snapshot keeps it. */
  readonly state: Frozen;
}

/** What comes of a command. */
export type RangeAnswer =
  | { readonly ok: true; readonly value: string | boolean | null | Entries }
  /** The version, or the interval, is not that of the range, which is now this. Nothing was done. */
  | { readonly ok: false; readonly why: "stale"; readonly range: Range }
  /** The range has stopped to become a part of another. Nothing was done. */
  | { readonly ok: false; readonly why: "frozen"; readonly range: Range }
  /** A later request of the same gateway says that this one is over; it may have been done before. */
  | { readonly ok: false; readonly why: "old" }
  /** It makes no sense, in these words. Nothing was done. */
  | { readonly ok: false; readonly why: "refused"; readonly words: string };

/** What a scan gives. */
export interface Entries {
  /** The keys that were looked through, one after the other. */
  readonly keys: Interval;
  /** Keys and what they hold, in order. */
  readonly entries: readonly (readonly [key: string, value: string])[];
  /** There are more in the interval. */
  readonly more: boolean;
}

/** Whether an operation leaves everything as it is. */
export function readsOnly({ type }: Operation): boolean {
  return type === "get" || type === "scan";
}

/** Whether a range may be larger after an operation. */
export function adds({ type }: Operation): boolean {
  return type === "put" || type === "cas" || type === "append";
}

/** The keys that an operation is about. */
export function intervalOf(operation: Operation): Interval {
  const { key } = operation;
  // No text is between a key and the key with one U+0000 more.
  return { start: key, end: operation.type === "scan" ? operation.end : `${key}\0` };
}
