/**
 * Ways to read beside reads through the log: three nodes of each on this machine, one load for all, by turns in one
 * run, so that what slows the machine down slows all.
 *
 * @module
 */

import type { StoreKind } from "../../tools/cluster/store.ts";
import { median } from "../measure.ts";
import { type Asker, connected, load, type LoadResult } from "./load.ts";
import { type RunningStore, startStore } from "./store.ts";

/** The first reads through the log. */
const KINDS: readonly StoreKind[] = [
  { protocol: "raft", reads: "log" },
  { protocol: "raft", reads: "read-index" },
  { protocol: "raft", reads: "follower" },
  { protocol: "raft", reads: "lease" },
  { protocol: "multipaxos", reads: "log" },
  { protocol: "multipaxos", reads: "read-index" },
  { protocol: "multipaxos", reads: "lease" },
  { protocol: "multipaxos", reads: "pqr" },
  { protocol: "multipaxos", reads: "quorum-lease" },
  { protocol: "multipaxos", reads: "bodega" },
];

/** How many clients there are at a time. */
const CLIENTS = [1, 16, 64];

/** How many turns each has. */
const TURNS = 5;

/** The port of the first cluster; each has room for ten nodes. */
const PORT = 7_400;

/** How many times faster than through the log one client's reads should be, in the middle. */
const GOALS: Partial<Record<StoreKind["reads"], number>> = {
  "read-index": 1.5,
  lease: 4,
  "quorum-lease": 4,
  bodega: 4,
};

/** Reads, `seconds` a turn, and prints; false when a goal is missed or somebody was not answered. */
export async function measureReads(seconds: number): Promise<boolean> {
  const stores: RunningStore[] = [];
  try {
    for (const [i, { protocol, reads }] of KINDS.entries()) {
      const more = [`--protocol=${protocol}`, `--reads=${reads}`];
      stores.push(await startStore(PORT + 10 * i, more));
    }
    console.log(
      `\nthree nodes each on loopback, fsync on, ${TURNS} turns of ${seconds} s each, medians of turns; each ` +
        "client begins at another node\n",
    );
    let whole = true;
    for (const clients of CLIENTS) {
      const results = await byTurns(stores, clients, 1000 * seconds);
      const met = tell(clients, results);
      whole &&= met && results.every((turns) => turns.every(({ failed }) => failed === 0));
    }
    return whole;
  } finally {
    for (const store of stores) await store[Symbol.asyncDispose]();
  }
}

/** For each store, what came of each turn. */
async function byTurns(
  stores: readonly RunningStore[],
  clients: number,
  forMs: number,
): Promise<LoadResult[][]> {
  const askers: Asker[][] = [];
  for (const store of stores) askers.push(await connected(store, clients));
  // In the first turn, code is compiled; it does not count.
  for (const each of askers) await load(each, "get", Math.min(1000, forMs));
  const results: LoadResult[][] = stores.map(() => []);
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [i, each] of askers.entries()) results[i]!.push(await load(each, "get", forMs));
  }
  await Promise.all(askers.flat().map((asker) => asker.close()));
  return results;
}

/** Prints a line for each store; whether all goals were met. */
function tell(clients: number, results: readonly (readonly LoadResult[])[]): boolean {
  let met = true;
  console.log(`${clients} ${clients === 1 ? "client" : "clients"}`);
  console.log(row(["", "p50 ms", "p99 ms", "a second", "to log", "latency", "failed", "goal"]));
  const p50 = results.map((turns) => median(turns.map(({ p50Ms }) => p50Ms)));
  const rate = results.map((turns) => median(turns.map(({ perSecond }) => perSecond)));
  results.forEach((turns, i) => {
    const { protocol, reads } = KINDS[i]!;
    const log = KINDS.findIndex((kind) => kind.protocol === protocol && kind.reads === "log");
    const times = p50[log]! / p50[i]!, goal = clients === 1 ? GOALS[reads] : undefined;
    const isMet = goal === undefined || times >= goal;
    met &&= isMet;
    console.log(row([
      `${protocol}, ${reads}`,
      p50[i]!.toFixed(2),
      median(turns.map(({ p99Ms }) => p99Ms)).toFixed(2),
      rate[i]!.toFixed(0),
      (rate[i]! / rate[log]!).toFixed(2),
      times.toFixed(2),
      `${turns.reduce((sum, { failed }) => sum + failed, 0)}`,
      goal === undefined ? "" : `${isMet ? "met" : "missed"}: ${goal}`,
    ]));
  });
  console.log();
  return met;
}

function row([name, ...cells]: readonly string[]): string {
  return `  ${name!.padEnd(24)}${cells.map((cell) => cell.padStart(11)).join("").trimEnd()}`;
}
