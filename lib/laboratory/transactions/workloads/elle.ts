/**
 * Transactions as Elle draws them (Kingsbury and Alvaro 2020, section 7): a few reads and writes each, on a
 * few keys that all clients want at the same time, and no value written to a key twice.
 *
 * @module
 */

import type { Model, Step } from "../../../check/isolation/transaction.ts";
import type { Workload } from "../plan.ts";
import { names, oneOf, plansOf, type Wanted } from "./draw.ts";

/** So many keys are in use at a time. */
const active = 3;
/** A key is retired after so many writes, so that lists stay short. */
const writesPerKey = 12;
const mostSteps = 4;

/** Appends to lists, and reads of them. */
export function listAppend(wanted: Wanted): Workload {
  return elle(wanted, "list-append");
}

/** Writes to registers that have not always been read before, and reads. */
export function rwRegister(wanted: Wanted): Workload {
  return elle(wanted, "rw-register");
}

function elle(wanted: Wanted, model: Model): Workload {
  const all = names("x", active), inUse = [...all], writes = new Map<string, number>();
  const plans = plansOf(
    wanted,
    (random) =>
      Array.from({ length: 1 + random.below(mostSteps) }, (): Step => {
        const key = oneOf(random, inUse);
        if (random.chance(0.5)) return { type: "read", key };
        const value = (writes.get(key) ?? 0) + 1;
        writes.set(key, value);
        if (value === writesPerKey) {
          const fresh = `x${all.length}`;
          all.push(fresh);
          inUse[inUse.indexOf(key)] = fresh;
        }
        return model === "list-append"
          ? { type: "append", key, value }
          : { type: "write", key, value };
      }),
  );
  return { model, plans, keys: all };
}
