/**
 * What a hosted cluster does on this machine: its log beside a bare sync, and the store beside etcd. Three
 * nodes of each and all clients share the processors, so three machines would do more.
 *
 * @module
 */

import { met, table } from "../row.ts";
import { besideEtcd } from "./beside.ts";
import { measureLog } from "./log.ts";

/** Measures, `seconds` a turn, and prints; false when a goal is missed. */
export async function measureHost(seconds: number): Promise<boolean> {
  const rows = await measureLog();
  console.log(table(rows));
  return await besideEtcd(seconds) && rows.every(met);
}
