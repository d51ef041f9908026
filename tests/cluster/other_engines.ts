/** The storage engines that a cluster may have besides the write-ahead log, and whether they are here. */

import { OperationalError } from "hb/host/operational_error.ts";
import { assertEngine } from "../../tools/cluster/begin.ts";
import {
  type EngineName,
  engines,
  needsOwnProcess,
  usualEngine,
} from "../../tools/cluster/engines.ts";

/** All of them. */
export const others: readonly EngineName[] = engines.filter((engine) => engine !== usualEngine);

/** Why an engine cannot be tried here; `undefined`: it can. Nothing is downloaded for that. */
export function missing(engine: EngineName): string | undefined {
  try {
    assertEngine(engine, needsOwnProcess(engine) ? ["--cached-only"] : []);
  } catch (error) {
    if (error instanceof OperationalError) return error.message;
    throw error;
  }
}
