/**
 * PostgreSQL keeps to what its documentation promises (chapter 13, "Transaction Isolation"): read committed
 * lets updates be lost, repeatable read is snapshot isolation and so lets writes skew, serializable is that.
 * The server is one of its own in a scratch folder.
 */

import { assert, assertEquals } from "@std/assert";
import type { Level } from "hb/check/isolation/level.ts";
import { postgresIsHere } from "hb/host/databases/postgres_server.ts";
import { type WorkloadName, workloads } from "hb/laboratory/transactions/workloads.ts";
import { kindOf } from "../../tools/record/kinds.ts";
import { recordOn } from "../../tools/record/record.ts";
import { assertFound, inWords, nothing, see, type Seen } from "./expected.ts";

const names = Object.keys(workloads) as WorkloadName[];

const isHere = await postgresIsHere();

function test(name: string, run: () => Promise<void>): void {
  if (isHere) Deno.test(name, run);
  else Deno.test.ignore(`${name} – PostgreSQL is not on this machine`, run);
}

async function runsOf(level: string, holds: readonly Level[], hangUps = 0) {
  const kind = kindOf("postgres", level)!, seen = nothing(), database = await kind.open();
  let unknown = 0;
  try {
    for (const workload of names) {
      const wanted = { workload, seed: 1, transactions: 72, clients: 5, hangUps };
      const recording = await recordOn(database, kind, wanted);
      await see(seen, kind, wanted, recording, holds);
      unknown += recording.history.filter(({ outcome }) => outcome === "unknown").length;
    }
  } finally {
    await database.close();
  }
  return { ...seen, unknown };
}

/** The kinds of anomalies, whatever the workload. */
function kindsIn({ anomalies }: Seen): Set<string> {
  return new Set([...anomalies.keys()].map((name) => name.split(": ")[1]!));
}

test("PostgreSQL, read committed: updates are lost and sums are wrong, but nothing dirty is read", async () => {
  const seen = await runsOf("read committed", ["read committed"]);
  assertFound(seen, "list-append: G-single", "write skew: lost update", "lost update: lost update");
  assertEquals([...seen.broken.keys()], ["bank", "lost update"]);
});

test("PostgreSQL, repeatable read: snapshot isolation, so writes skew, and no sum is wrong", async () => {
  const seen = await runsOf("repeatable read", ["strong snapshot isolation"]);
  assertFound(seen, "write skew: G2-item");
  assertEquals([...seen.broken], []);
});

// Real time is not promised, so what needs its order would be no fault; none was seen so far.
test("PostgreSQL, serializable: no cycle that the data shows", async () => {
  const seen = await runsOf("serializable", ["serializable", "strong snapshot isolation"]);
  for (const name of kindsIn(seen)) assert(/^G2-item-/.test(name), inWords(seen.anomalies));
  assertEquals([...seen.broken], []);
});

test("PostgreSQL keeps to its level when clients hang up as they commit", async () => {
  const seen = await runsOf("repeatable read", ["strong snapshot isolation"], 15);
  assert(seen.unknown > 10, `${seen.unknown}`);
  assertEquals([...seen.broken], []);
});
