/**
 * No write below a served read. Stores with timestamps promise that their timestamps are an order in
 * which everything could have happened: a read at time `t` shows the last write at or below `t`. Whoever
 * has served it must therefore never let a write of that key take effect at `t` or below afterwards,
 * which is what read leases, timestamp caches and closed timestamps are for.
 *
 * @module
 */

import type { History, Operation } from "../../model/history.ts";

/** An operation of a store with timestamps. */
export type TimestampedOperation =
  | {
    readonly kind: "read";
    /** What was read. */
    readonly key: string;
    /** The time at which it was read. */
    readonly at: number;
    /** The time of the write that it showed; nothing when there was none. */
    readonly saw?: number;
  }
  | {
    readonly kind: "write";
    /** What was written. */
    readonly key: string;
    /** The time at which the write took effect. */
    readonly at: number;
  };

/** A read that does not show a write at or below its time. */
export interface MissedWrite {
  /** The read. */
  readonly read: Operation;
  /** The latest write that it should have shown. */
  readonly write: Operation;
  /** Whether the write began when the read had been served. */
  readonly isLate: boolean;
  /** What is wrong, in words. */
  readonly words: string;
}

/**
 * All reads that miss a write; `stamp` says when an operation that ended in `ok` took place, in the time
 * of the store. Writes whose end is unknown are not looked at: nobody knows their timestamps.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { missedWrites, type TimestampedOperation } from "hb/check/oracles/served_reads.ts";
 *
 * const operation = (id: number, input: TimestampedOperation) =>
 *   ({ id, process: id, input, invokedAt: id, endedAt: id + 0.5, outcome: "ok" }) as const;
 * const history = [
 *   operation(0, { kind: "write", key: "x", at: 10 }),
 *   operation(1, { kind: "read", key: "x", at: 20, saw: 10 }),
 *   operation(2, { kind: "write", key: "x", at: 15 }), // below the read that was served at 20
 * ];
 * const found = missedWrites(history, ({ input }) => input as TimestampedOperation);
 * assertEquals(found.map(({ words }) => words), [
 *   "operation 2 wrote x at 15, below the read at 20 that operation 1 had been served",
 * ]);
 * ```
 */
export function missedWrites(
  history: History,
  stamp: (operation: Operation) => TimestampedOperation | undefined,
): MissedWrite[] {
  const writes = new Map<string, Write[]>();
  const reads: { readonly operation: Operation; readonly read: Read }[] = [];
  for (const operation of history) {
    const stamped = operation.outcome === "ok" ? stamp(operation) : undefined;
    if (stamped?.kind === "read") reads.push({ operation, read: stamped });
    if (stamped?.kind !== "write") continue;
    const ofKey = writes.get(stamped.key) ?? [];
    writes.set(stamped.key, ofKey);
    ofKey.push({ at: stamped.at, operation });
  }
  for (const ofKey of writes.values()) ofKey.sort((a, b) => a.at - b.at);
  return reads.flatMap(({ operation, read }) => {
    const last = lastUpTo(writes.get(read.key) ?? [], read.at);
    if (last === undefined || last.at <= (read.saw ?? -Infinity)) return [];
    return [missed(operation, read, last)];
  });
}

type Read = Extract<TimestampedOperation, { kind: "read" }>;

interface Write {
  readonly at: number;
  readonly operation: Operation;
}

/** The last of these writes, sorted by time, that is not after `at`. */
function lastUpTo(writes: readonly Write[], at: number): Write | undefined {
  let low = 0, high = writes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (writes[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return writes[low - 1];
}

function missed(operation: Operation, { key, at }: Read, write: Write): MissedWrite {
  const isLate = write.operation.invokedAt > operation.endedAt;
  const words = isLate
    ? `operation ${write.operation.id} wrote ${key} at ${write.at}, below the read at ${at} that ` +
      `operation ${operation.id} had been served`
    : `operation ${operation.id} read ${key} at ${at} and does not show what operation ` +
      `${write.operation.id} wrote at ${write.at}`;
  return { read: operation, write: write.operation, isLate, words };
}
