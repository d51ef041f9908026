/**
 * Jepsen's bank: transfers between accounts, and reads of all accounts at once. Whatever happens, all of
 * them together hold what they held in the beginning; a sum that differs has seen half of a transfer, or
 * one that was lost.
 *
 * @module
 */

import type { Key } from "../../../check/isolation/transaction.ts";
import { type PlannedStep, tagged, type Workload } from "../plan.ts";
import { names, oneOf, plansOf, type Wanted } from "./draw.ts";

/** What each account holds in the beginning; no run moves so much that one would be overdrawn by it alone. */
export const openingBalance = 1000;
const accounts: readonly Key[] = names("account", 4);
const mostMoved = 9;

/** Transfers, and a read of all accounts in three. */
export function bank(wanted: Wanted): Workload {
  const opening = accounts.map((key): PlannedStep => ({
    ...{ type: "write", key, value: tagged(openingBalance, "opening") },
  }));
  const plans = plansOf(wanted, (random, number) => {
    if (random.below(3) === 0) return accounts.map((key): PlannedStep => ({ type: "read", key }));
    const from = oneOf(random, accounts);
    const to = oneOf(random, accounts.filter((account) => account !== from));
    const amount = 1 + random.below(mostMoved), tag = `t${number}`;
    return [{ type: "add", key: from, amount: -amount, tag }, {
      type: "add",
      key: to,
      amount,
      tag,
    }];
  });
  return { model: "rw-register", first: { steps: opening }, plans, keys: accounts };
}
