/** Whether what the clients saw is what one store that never failed would have done. */

import { linearizable } from "hb/check/linearizable/check.ts";
import { explain } from "hb/check/linearizable/explain.ts";
import { StoreClient } from "../../tools/kv/store_client.ts";
import type { Load } from "./load.ts";
import { keysIn, storeSpec } from "./store_spec.ts";
import type { Processes } from "./processes.ts";

/** Reads everything once more, at each node, and then judges the whole history; throws if it is wrong. */
export async function judge(load: Load, processes: Processes, seed: number): Promise<void> {
  const keys = [...new Set(load.history.flatMap(({ input }) => keysIn(input)))];
  const client = new StoreClient({ addresses: processes.addresses });
  const process = load.newProcess();
  for (const key of keys) {
    const { outcome, output } = await insist(load, client, process, key);
    if (outcome !== "ok") fail(`"${key}" cannot be read any more`, processes, seed);
    const put = load.acknowledged.get(key);
    if (put !== undefined && output !== put) {
      fail(`"${key}" was acknowledged as ${put} and is ${output}`, processes, seed);
    }
  }
  await client.close();
  const verdict = linearizable(load.history, storeSpec, { steps: 50_000_000 });
  if (verdict.verdict === "ok") return;
  const words = verdict.verdict === "violation"
    ? explain(verdict.violation, storeSpec).words.join("\n")
    : `undecided: ${verdict.undecided.join(", ")}`;
  fail(words, processes, seed);
}

/** After a storm it may take a while until somebody leads, and longer on a machine that has much else to do. */
async function insist(load: Load, client: StoreClient, process: number, key: string) {
  const end = performance.now() + 120_000;
  for (;;) {
    const operation = await load.ask(client, process, { type: "get", key });
    if (operation.outcome === "ok" || performance.now() > end) return operation;
    // Who does not know what became of an operation is for ever in the middle of it.
    process = load.newProcess();
  }
}

function fail(words: string, processes: Processes, seed: number): never {
  throw new Error(`seed ${seed}: ${words}\n\n${processes.tail()}`);
}
