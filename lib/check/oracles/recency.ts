/**
 * Reads must not go back. A read is stale if it shows an older version of a key than one that had been
 * seen before: by its own client, whatever the others do (monotonic reads and read-your-writes, Terry et
 * al. 1994), or by anybody whose operation had ended before the read began, which linearizability asks.
 *
 * This is weaker than a full check and needs no search: versions are known, as revisions, log positions
 * or timestamps are.
 *
 * @module
 */

import type { History, Operation } from "../../model/history.ts";

/** What an operation showed its client. */
export interface Sighting {
  /** Whether only a read is to be judged; what a write made counts as seen, too. */
  readonly kind: "read" | "write";
  /** What was read or written. */
  readonly key: string;
  /** Its version: larger for what was written later. */
  readonly version: number;
}

/** A read that went back. */
export interface StaleRead {
  /** The read. */
  readonly read: Operation;
  /** An operation before it that had seen more. */
  readonly newer: Operation;
  /** What it said, in words. */
  readonly words: string;
}

/** What counts as before. */
export interface RecencyOptions {
  /**
   * "all" (default): every operation that had ended before the read began, and the client's own earlier
   * ones. "client": these alone.
   */
  readonly scope?: "all" | "client";
  /** Who asked; default: the process. A client that gave up goes on as another process. */
  readonly clientOf?: (operation: Operation) => number;
}

/**
 * All reads that show less than what had been seen before them; `sighting` says what an operation that
 * ended in `ok` has seen, and nothing for those that neither read nor write.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { staleReads } from "hb/check/oracles/recency.ts";
 *
 * const read = (id: number, process: number, at: number, output: number) =>
 *   ({ id, process, input: "x", output, invokedAt: at, endedAt: at + 1, outcome: "ok" }) as const;
 * const history = [read(0, 0, 0, 7), read(1, 1, 5, 6)]; // version 7 was seen, and then 6
 * const found = staleReads(history, ({ output }) => ({
 *   kind: "read",
 *   key: "x",
 *   version: output as number,
 * }));
 * assertEquals(found.map(({ words }) => words), [
 *   "operation 1 read version 6 of x, though operation 0 had seen version 7",
 * ]);
 * ```
 */
export function staleReads(
  history: History,
  sighting: (operation: Operation) => Sighting | undefined,
  { scope = "all", clientOf = ({ process }) => process }: RecencyOptions = {},
): StaleRead[] {
  const seen = history.flatMap((operation) => {
    const shown = operation.outcome === "ok" ? sighting(operation) : undefined;
    return shown === undefined ? [] : [{ operation, ...shown }];
  });
  const ended = seen.toSorted((a, b) => a.operation.endedAt - b.operation.endedAt);
  const everybody = new Map<string, Seen>(), own = new Map<string, Seen>();
  const found: StaleRead[] = [];
  let next = 0;
  for (const each of seen.toSorted((a, b) => a.operation.invokedAt - b.operation.invokedAt)) {
    while (scope === "all" && ended[next]!.operation.endedAt < each.operation.invokedAt) {
      raise(everybody, ended[next]!.key, ended[next++]!);
    }
    const client = `${clientOf(each.operation)} ${each.key}`;
    const newest = newer(everybody.get(each.key), own.get(client));
    if (each.kind === "read" && newest !== undefined && newest.version > each.version) {
      const words = `operation ${each.operation.id} read version ${each.version} of ${each.key}, ` +
        `though operation ${newest.operation.id} had seen version ${newest.version}`;
      found.push({ read: each.operation, newer: newest.operation, words });
    }
    // A client asks one operation after another, so what comes next began when this one had ended.
    raise(own, client, each);
  }
  return found;
}

interface Seen extends Sighting {
  readonly operation: Operation;
}

function raise(table: Map<string, Seen>, place: string, seen: Seen): void {
  table.set(place, newer(table.get(place), seen)!);
}

function newer(a: Seen | undefined, b: Seen | undefined): Seen | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return b.version > a.version ? b : a;
}
