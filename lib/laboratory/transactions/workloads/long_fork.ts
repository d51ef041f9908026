/**
 * Long fork (Sovran et al. 2011): transactions write one key each, others read both, and no two of those may
 * disagree on which write was first. Parallel snapshot isolation lets them; snapshot isolation does not.
 *
 * @module
 */

import type { Step } from "../../../check/isolation/transaction.ts";
import type { Workload } from "../plan.ts";
import { plansOf, type Wanted } from "./draw.ts";

/** So many transactions in a row have the same two keys; two of them write. */
const together = 8;

/** Two writers and six readers for each two lists. */
export function longFork(wanted: Wanted): Workload {
  const keys: string[] = [];
  const plans = plansOf(wanted, (random, number) => {
    const place = (number - 1) % together, pair = (number - 1 - place) / together;
    const both = [`x${pair}`, `y${pair}`];
    if (place === 0) keys.push(...both);
    if (place === 2 || place === 3) {
      return [{ type: "append", key: both[place - 2]!, value: 1 }];
    }
    const order = random.chance(0.5) ? both : both.toReversed();
    return order.map((key): Step => ({ type: "read", key }));
  });
  return { model: "list-append", plans, keys };
}
