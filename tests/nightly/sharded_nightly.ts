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
    const split = lines.filter((line) => line.includes("split off")).length;
    const moved = lines.filter((line) => line.includes("came from other nodes")).length;
    console.log(`nodes told ${split} times of splits, and ${moved} times of moves`);
    console.log(`${done} of ${operations} operations acknowledged through ${faults} faults`);
    assert(done > 500, `only ${done} operations were acknowledged`);
    assert(split > 0 && moved > 0, "no range was split, or none moved");
    assert(!lines.some((line) => line.includes("stops, because")), lines.join("\n"));
  });
}
