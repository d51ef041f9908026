/** One run on one database. @module */

import type { Database } from "hb/host/databases/database.ts";
import { sqlSubject } from "hb/laboratory/transactions/on_sql.ts";
import type { Recording } from "hb/laboratory/transactions/recorded.ts";
import { runWorkload } from "hb/laboratory/transactions/run.ts";
import { type WorkloadName, workloads } from "hb/laboratory/transactions/workloads.ts";
import type { Kind } from "./kinds.ts";

/** What is to be run. */
export interface Wanted {
  readonly workload: WorkloadName;
  readonly seed: number;
  readonly transactions: number;
  readonly clients: number;
  /** Out of a hundred, how many clients hang up instead of waiting for the answer to their commit. */
  readonly hangUps?: number;
}

/** Starts the database, runs the workload, and stops it. Throws `OperationalError` where there is no such database. */
export async function record(kind: Kind, wanted: Wanted): Promise<Recording> {
  const database = await kind.open();
  try {
    return await recordOn(database, kind, wanted);
  } finally {
    await database.close();
  }
}

/** Runs the workload on a database that is there, and in which nothing else happens. */
export async function recordOn(
  database: Database,
  { level, begin }: Kind,
  wanted: Wanted,
): Promise<Recording> {
  const { workload: name, seed, clients } = wanted, workload = workloads[name](wanted);
  const { model, keys } = workload;
  const subject = await sqlSubject(database, { promise: level, begin, model });
  const history = await runWorkload(subject, workload, { seed, clients });
  return {
    database: database.name,
    level,
    begin,
    workload: name,
    seed,
    clients,
    model,
    keys,
    history,
  };
}
