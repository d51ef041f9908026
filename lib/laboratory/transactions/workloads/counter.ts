/**
 * Counters: each transaction reads a number and writes the next one. Where an update is lost, the counter
 * ends at less than the number of transactions that committed (Berenson et al. 1995, P4).
 *
 * @module
 */

import type { Workload } from "../plan.ts";
import { names, oneOf, plansOf, type Wanted } from "./draw.ts";

const counters = names("counter", 2);

/** Read, add one, write. */
export function lostUpdate(wanted: Wanted): Workload {
  const plans = plansOf(wanted, (random, number) => [
    { type: "add", key: oneOf(random, counters), amount: 1, tag: `t${number}` },
  ]);
  return { model: "rw-register", plans, keys: counters };
}
