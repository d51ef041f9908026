/**
 * `deno run -A bench/host.ts [SECONDS]`: what a hosted cluster does on this machine. Three nodes and all
 * clients share its processors, so these numbers are a lower bound of what three machines would do.
 *
 * @module
 */

import { measureLog } from "./host/log.ts";
import { measureStore, withCluster } from "./host/store.ts";
import { table } from "./row.ts";

const seconds = Number(Deno.args[0] ?? 4);
if (!(seconds > 0)) {
  console.error(`Cannot measure because a number of seconds is required: given "${Deno.args[0]}"`);
  Deno.exit(2);
}
console.log(table(await measureLog()));
for (const clients of [1, 8, 64]) {
  const said = await withCluster(7_300 + clients, async () => {
    const result = await measureStore(7_300 + clients, clients, 1000 * seconds);
    const { perSecond, medianMs, p99Ms, failed } = result;
    console.log(
      `\n${clients} clients: ${perSecond.toFixed(0)} puts/s, median ${medianMs.toFixed(1)} ms, ` +
        `99 in 100 within ${p99Ms.toFixed(1)} ms, ${failed} failed`,
    );
  });
  for (const line of said) console.log(`  ${line}`);
}
