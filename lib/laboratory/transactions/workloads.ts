/** The workloads by their names. @module */

import type { Workload } from "./plan.ts";
import { bank } from "./workloads/bank.ts";
import { lostUpdate } from "./workloads/counter.ts";
import type { Wanted } from "./workloads/draw.ts";
import { listAppend, rwRegister } from "./workloads/elle.ts";
import { longFork } from "./workloads/long_fork.ts";
import { writeSkew } from "./workloads/write_skew.ts";

/** Each makes its transactions from a seed. */
export const workloads = {
  "list-append": listAppend,
  "rw-register": rwRegister,
  "bank": bank,
  "lost update": lostUpdate,
  "write skew": writeSkew,
  "long fork": longFork,
} as const satisfies Readonly<Record<string, (wanted: Wanted) => Workload>>;

/** The name of a workload. */
export type WorkloadName = keyof typeof workloads;
