/** Longer storms over sharded stores of processes than the ordinary tests have time for. */

import { assert } from "@std/assert";
import { storm } from "../cluster/storm.ts";

for (const reads of ["log", "read-index", "lease"] as const) {
  Deno.test(`ranges that are split and moved, read by ${reads}: a minute of faults on five nodes`, async () => {
    const { done, operations, faults, lines } = await storm({
      kind: { protocol: "multiraft", reads, groups: 64, splitMb: 0.01 },
      nodes: 5,
      forMs: 60_000,
      clients: 8,
      keys: 12,
    });
    console.log(`${done} of ${operations} operations acknowledged through ${faults} faults`);
    assert(done > 500, `only ${done} operations were acknowledged`);
    assert(!lines.some((line) => line.includes("stops, because")), lines.join("\n"));
  });
}
