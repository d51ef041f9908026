/**
 * The hosted store beside etcd: one load for both, by turns in one run, so that what slows the machine
 * down slows both.
 *
 * @module
 */

import { median } from "../measure.ts";
import { etcdVersion, startEtcd } from "./etcd.ts";
import { type Asker, type Cluster, connected, load, type LoadResult, type Operation } from "./load.ts";
import { startStore } from "./store.ts";

/** How many clients there are at a time. */
const CLIENTS = [1, 16, 64, 256];

/** How many turns each cluster has. */
const TURNS = 3;

/** What the store should reach: puts a second to etcd's, and the latency of the slowest to etcd's. */
const goals = { puts: 1.2, p99: 1, worstMs: 150 };

interface Pair {
  readonly ours: LoadResult;
  readonly theirs: LoadResult;
}

/** Measures for about `seconds` for each number of clients, and prints; false when a goal is missed. */
export async function besideEtcd(seconds: number): Promise<boolean> {
  const version = await etcdVersion();
  if (version === undefined) {
    console.log("beside etcd: left out, since there is no etcd here (Debian: apt install etcd-server)");
    return true;
  }
  await using ours = await startStore(7_300);
  await using theirs = await startEtcd(7_340);
  console.log(
    `\nthree nodes each on loopback, fsync on, ${TURNS} turns of ${seconds} s each, ` +
      `medians of turns; etcd ${version} over gRPC\n`,
  );
  console.log(row(["", "clients", "a second", "etcd", "ratio", "p50 ms", "etcd", "p99 ms", "etcd",
    "worst ms", "etcd", "goals"]));
  let met = true;
  for (const operation of ["put", "get"] as const) {
    for (const clients of CLIENTS) {
      const pairs = await byTurns([ours, theirs], clients, operation, 1000 * seconds);
      met = tell(operation, clients, pairs) && met;
    }
  }
  return met;
}

async function byTurns(
  clusters: readonly [Cluster, Cluster],
  clients: number,
  operation: Operation,
  forMs: number,
): Promise<Pair[]> {
  const [ours, theirs] = [await connected(clusters[0], clients), await connected(clusters[1], clients)];
  // In the first turn, code is compiled; it does not count.
  await turn(ours, theirs, operation, Math.min(1000, forMs));
  const pairs: Pair[] = [];
  for (let i = 0; i < TURNS; i++) pairs.push(await turn(ours, theirs, operation, forMs));
  await Promise.all([...ours, ...theirs].map((asker) => asker.close()));
  return pairs;
}

async function turn(
  ours: readonly Asker[],
  theirs: readonly Asker[],
  operation: Operation,
  forMs: number,
): Promise<Pair> {
  return {
    ours: await load(ours, operation, forMs),
    theirs: await load(theirs, operation, forMs),
  };
}

function tell(operation: Operation, clients: number, pairs: readonly Pair[]): boolean {
  const middle = (of: (pair: Pair) => number) => median(pairs.map(of));
  const ratio = middle(({ ours, theirs }) => ours.perSecond / theirs.perSecond);
  const p99 = middle(({ ours, theirs }) => ours.p99Ms / theirs.p99Ms);
  const worst = (side: keyof Pair) => Math.max(...pairs.map((pair) => pair[side].worstMs));
  const missed = [
    ...(ratio < goals.puts ? [`${goals.puts} times the puts`] : []),
    ...(p99 > goals.p99 ? ["p99"] : []),
    ...(worst("ours") > goals.worstMs ? [`${goals.worstMs} ms`] : []),
  ];
  console.log(row([
    operation,
    `${clients}`,
    ...["ours", "theirs"].map((side) => middle((pair) => pair[side as keyof Pair].perSecond).toFixed(0)),
    ratio.toFixed(2),
    ...["ours", "theirs"].map((side) => middle((pair) => pair[side as keyof Pair].p50Ms).toFixed(1)),
    ...["ours", "theirs"].map((side) => middle((pair) => pair[side as keyof Pair].p99Ms).toFixed(1)),
    ...["ours", "theirs"].map((side) => worst(side as keyof Pair).toFixed(0)),
    operation === "get" ? "" : missed.length === 0 ? "met" : `missed: ${missed.join(", ")}`,
  ]));
  const failed = pairs.reduce((sum, { ours, theirs }) => sum + ours.failed + theirs.failed, 0);
  if (failed > 0) console.log(`  ${failed} failed`);
  console.log(
    `  a client costs ${middle(({ ours }) => ours.clientMs).toFixed(3)} ms of a processor for each, ` +
      `etcd's ${middle(({ theirs }) => theirs.clientMs).toFixed(3)} ms`,
  );
  return operation === "get" || missed.length === 0;
}

function row(cells: readonly string[]): string {
  return cells.map((cell, i) => i === 0 ? cell.padEnd(4) : i === 11 ? cell : cell.padStart(9)).join(" ");
}
