/** Rows that are written in pairs, and intervals that are scanned: where phantoms would show. @module */

import type { Ask } from "../../model/clients.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { Random } from "../../sim/random.ts";
import type { Outcome } from "../client.ts";
import type { Operation, Operations, Rows } from "../operation.ts";

/** Keys that hold the same, always; one of each pair is before the split of the usual places, one after it. */
export const PAIRS = [["a", "x"], ["b", "y"]] as const;

const all: Operation = { type: "scan", from: "a", to: "z" };

/** Writes and deletes pairs, and scans all of them, now and then twice. */
export function pairWork(random: Random, client: number, transactions: number): Ask[] {
  return Array.from({ length: transactions }, (_, i) => {
    if (random.chance(0.5)) return { input: random.chance(0.5) ? [all] : [all, all] };
    const value = random.chance(0.3) ? null : 1000 * client + i + 1;
    const pair = PAIRS[random.below(PAIRS.length)]!;
    return { input: pair.map((key): Operation => ({ type: "write", key, value })) };
  });
}

/** Scans all in the end. */
export function lastScan(at: number): Ask {
  return { input: [all], at };
}

/** Whoever scans sees both rows of a pair or none, and the same again in the same transaction. */
export const noPhantoms: Invariant<unknown> = {
  name: "no phantoms",
  words: "a scan sees both rows of a pair or neither, and a second one sees the same",
  check({ history }) {
    for (const { input, output } of history) {
      const outcome = output as Outcome | undefined, operations = input as Operations;
      if (!outcome?.ok || !operations.every(({ type }) => type === "scan")) continue;
      const scans = outcome.results.map((rows) => new Map(rows as Rows));
      for (const [left, right] of PAIRS) {
        const seen = scans.flatMap((rows) => [rows.get(left) ?? null, rows.get(right) ?? null]);
        if (seen.every((value) => value === seen[0])) continue;
        const words = scans.map((rows) =>
          `${left} ${rows.get(left) ?? "nothing"} and ${right} ${rows.get(right) ?? "nothing"}`
        );
        return { words: `somebody scans ${words.join(", and then ")}`, nodes: [] };
      }
    }
    return undefined;
  },
};
