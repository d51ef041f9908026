/**
 * SQLite with a write-ahead log is serializable, as its documentation says: there is one writer at a time,
 * and it must have read the latest state. With a shared cache and `read_uncommitted` it promises nothing but
 * that, and the checker sees it.
 */

import { assertEquals } from "@std/assert";
import { type WorkloadName, workloads } from "hb/laboratory/transactions/workloads.ts";
import { kindOf } from "../../tools/record/kinds.ts";
import { recordOn } from "../../tools/record/record.ts";
import { assertFound, inWords, nothing, see } from "./expected.ts";

const names = Object.keys(workloads) as WorkloadName[];
const seeds = 4;

async function runsOf(level: string, holds: Parameters<typeof see>[4]) {
  const kind = kindOf("sqlite", level)!, seen = nothing(), database = await kind.open();
  try {
    for (const workload of names) {
      for (let seed = 1; seed <= seeds; seed++) {
        const wanted = { workload, seed, transactions: 120, clients: 5 };
        await see(seen, kind, wanted, await recordOn(database, kind, wanted), holds);
      }
    }
  } finally {
    await database.close();
  }
  return seen;
}

for (const level of ["deferred", "immediate"]) {
  Deno.test(`SQLite, ${level}: strict serializable, and every sum is right`, async () => {
    const { anomalies, broken } = await runsOf(level, ["strict serializable"]);
    assertEquals([inWords(anomalies), [...broken]], ["", []]);
  });
}

Deno.test("SQLite, shared cache with read_uncommitted: reads of what was aborted, and sums that are wrong", async () => {
  const seen = await runsOf("read uncommitted", ["read uncommitted"]);
  assertFound(
    seen,
    "list-append: G1a",
    "list-append: G1b",
    "bank: G-single",
    "write skew: G2-item",
  );
  assertEquals([...seen.broken], [["bank", seeds], ["lost update", seeds]]);
});
