/** A long load without a fault: nobody else may come to lead, and no put may take long. @module */

import { connected, load } from "./load.ts";
import { startStore } from "./store.ts";

const CLIENTS = 64;

/** What takes longer is told, in ms. */
const SLOW_MS = 50;

/** No put may take longer, in ms. */
const WORST_MS = 150;

/** Runs for `seconds` and prints; false when leadership changed or a put took too long. */
export async function stormHost(seconds: number): Promise<boolean> {
  const store = await startStore(7_390, [`--slow-ms=${SLOW_MS}`]);
  let worstMs = Infinity, leads: string[] = [];
  try {
    const askers = await connected(store, CLIENTS);
    const before = store.lines.length;
    const result = await load(askers, "put", 1000 * seconds);
    const { perSecond, p50Ms, p99Ms, failed } = result;
    worstMs = result.worstMs;
    // The first of them is the election before the load, whose line may come late.
    leads = store.lines.filter((line) => line.includes(" leads in term ")).slice(1);
    const slow = store.lines.slice(before).filter((line) => line.includes(" slow: "));
    console.log(
      `${CLIENTS} clients for ${seconds} s: ${perSecond.toFixed(0)} puts a second, p50 ` +
        `${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, worst ${worstMs.toFixed(0)} ms ` +
        `(goal: at most ${WORST_MS}), ${failed} failed; leadership changed ${leads.length} times`,
    );
    for (const line of leads) console.log(`  ${line}`);
    console.log(`${slow.length} above ${SLOW_MS} ms, the client's own process apart:`);
    for (const line of slow) console.log(`  ${line}`);
    await Promise.all(askers.map((asker) => asker.close()));
  } finally {
    await store[Symbol.asyncDispose]();
  }
  for (const line of store.lines) {
    if (line.includes(" took ") && line.includes(" steps,")) console.log(line);
  }
  return worstMs <= WORST_MS && leads.length === 0;
}
