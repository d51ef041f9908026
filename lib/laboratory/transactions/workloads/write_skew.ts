/**
 * Write skew (Berenson et al. 1995, A5B): each transaction reads both of two keys and changes one of them,
 * as two doctors do who each see that the other one is on call, and both go home.
 *
 * @module
 */

import type { Step } from "../../../check/isolation/transaction.ts";
import type { Workload } from "../plan.ts";
import { plansOf, type Wanted } from "./draw.ts";

/** So many transactions in a row have the same two keys. */
const together = 6;

/** Lists in pairs. */
export function writeSkew(wanted: Wanted): Workload {
  const keys: string[] = [];
  const plans = plansOf(wanted, (random, number) => {
    const pair = Math.floor((number - 1) / together), both = [`x${pair}`, `y${pair}`];
    if ((number - 1) % together === 0) keys.push(...both);
    const reads = both.map((key): Step => ({ type: "read", key }));
    return [...reads, { type: "append", key: both[random.below(2)]!, value: number }];
  });
  return { model: "list-append", plans, keys };
}
