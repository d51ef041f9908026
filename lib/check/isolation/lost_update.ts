/** Lost updates: writes that were based on one version by several transactions. @module */

import { nameOf } from "./anomaly.ts";
import type { Evidence } from "./evidence.ts";
import { group } from "./ints.ts";
import type { AnomalyLog } from "./log.ts";

/** Notes each version on which more than one committed transaction based its write. */
export function findLostUpdates(evidence: Evidence, log: AnomalyLog): void {
  const { history, versions, base, baseWriter } = evidence;
  const { start, order } = group(base.view(), versions.value.length);
  for (let version = 0; version < versions.value.length; version++) {
    const [from, to] = [start[version]!, start[version + 1]!];
    if (to - from < 2) continue;
    log.add("lost update", () => {
      const transactions = Array.from(order.subarray(from, to), (i) => history[baseWriter.at(i)]!);
      const key = versions.keys[versions.key.at(version)]!;
      const value = versions.value[version];
      const what = value === null ? `what ${key} was at the start` : `${value} from ${key}`;
      const names = transactions.slice(0, 8).map(nameOf);
      const more = transactions.length > 8 ? ` and ${transactions.length - 8} more` : "";
      return {
        transactions,
        words: [`${names.join(", ")}${more} each read ${what} and wrote to ${key}`],
      };
    });
  }
}
