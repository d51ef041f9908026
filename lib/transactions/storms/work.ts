/** What applications ask in a storm of transactions. @module */

import type { Ask } from "../../model/clients.ts";
import type { Random } from "../../sim/random.ts";
import type { Operation, Operations } from "../operation.ts";

/** The keys of every workload, which splits cut between `b` and `x`. */
export const KEYS = ["a", "b", "x", "y"] as const;

/**
 * Lists that are read and appended to, in the manner of Elle (Kingsbury and Alvaro 2020): few keys, so that
 * transactions meet, and of each value one, so that whoever reads it knows who wrote it.
 */
export function listWork(random: Random, client: number, transactions: number): Ask[] {
  return Array.from({ length: transactions }, (_, i) => {
    const operations = Array.from({ length: 1 + random.below(4) }, (_, j): Operation => {
      const key = KEYS[random.below(KEYS.length)]!;
      const value = 10_000 * client + 10 * i + j + 1;
      return random.chance(0.5) ? { type: "read", key } : { type: "append", key, value };
    });
    return { input: operations };
  });
}

/** Reads every list in the end, alone: what was appended and is never read could not be judged. */
export function lastLook(at: number): Ask {
  return { input: KEYS.map((key) => ({ type: "read", key })), at };
}

/** How much each account of a bank holds in the beginning. */
export const BALANCE = 20;

/** Opens the accounts of a bank. */
export const opening: Operations = KEYS.map((key) => ({ type: "write", key, value: BALANCE }));

/** Transfers between two accounts of a bank, and now and then somebody who reads them all. No account is overdrawn. */
export function bankWork(random: Random, transactions: number): Ask[] {
  return Array.from({ length: transactions }, () => {
    if (random.chance(0.3)) return { input: KEYS.map((key) => ({ type: "read", key })) };
    const from = random.below(KEYS.length), amount = 1 + random.below(9);
    const to = (from + 1 + random.below(KEYS.length - 1)) % KEYS.length;
    const operations: Operations = [
      { type: "add", key: KEYS[from]!, amount: -amount, least: 0 },
      { type: "add", key: KEYS[to]!, amount },
    ];
    return { input: operations };
  });
}
