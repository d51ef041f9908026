/**
 * The hosted store beside etcd: one load for both, by turns in one run, so that what slows the machine
 * down slows both.
 *
 * @module
 */

import { median } from "../measure.ts";
import { etcdVersion, startEtcd } from "./etcd.ts";
import {
  type Asker,
  type Cluster,
  connected,
  load,
  type LoadResult,
  type Operation,
} from "./load.ts";
import { startStore } from "./store.ts";

/** How many clients there are at a time. */
const CLIENTS = [1, 16, 64, 256];

/** How many turns each cluster has; an even number, as each begins every other time. */
const TURNS = 8;

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
    console.log(
      "beside etcd: left out, since there is no etcd here (Debian: apt install etcd-server)",
    );
    return true;
  }
  await using ours = await startStore(7_300);
  await using theirs = await startEtcd(7_340);
  console.log(
    `\nthree nodes each on loopback, fsync on, ${TURNS} turns of ${seconds} s each, ` +
      `medians of turns; etcd ${version} over gRPC\n` +
      "client ms: what one operation costs the client, in ms of a processor that all share\n",
  );
  console.log(row(columns));
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
  const [ours, theirs] = [
    await connected(clusters[0], clients),
    await connected(clusters[1], clients),
  ];
  // In the first turn, code is compiled; it does not count.
  await turn(ours, theirs, operation, Math.min(1000, forMs));
  const pairs: Pair[] = [];
  for (let i = 0; i < TURNS; i++) {
    pairs.push(await turn(ours, theirs, operation, forMs, i % 2 === 1));
  }
  await Promise.all([...ours, ...theirs].map((asker) => asker.close()));
  return pairs;
}

async function turn(
  ours: readonly Asker[],
  theirs: readonly Asker[],
  operation: Operation,
  forMs: number,
  theirsFirst = false,
): Promise<Pair> {
  const first = await load(theirsFirst ? theirs : ours, operation, forMs);
  const second = await load(theirsFirst ? ours : theirs, operation, forMs);
  return theirsFirst ? { ours: second, theirs: first } : { ours: first, theirs: second };
}

function tell(operation: Operation, clients: number, pairs: readonly Pair[]): boolean {
  const middle = (of: (pair: Pair) => number) => median(pairs.map(of));
  const both = (of: (result: LoadResult) => number, digits: number) =>
    (["ours", "theirs"] as const).map((side) => middle((pair) => of(pair[side])).toFixed(digits));
  const worst = (side: keyof Pair) => Math.max(...pairs.map((pair) => pair[side].worstMs));
  const ratioOf = (of: (result: LoadResult) => number) =>
    middle(({ ours }) => of(ours)) / middle(({ theirs }) => of(theirs));
  const ratio = ratioOf(({ perSecond }) => perSecond);
  const missed = operation === "get" ? [] : [
    ...(ratio < goals.puts ? [`${goals.puts} times etcd's puts`] : []),
    ...(ratioOf(({ p99Ms }) => p99Ms) > goals.p99 ? ["etcd's p99"] : []),
    ...(worst("ours") > goals.worstMs ? [`worst of ${goals.worstMs} ms`] : []),
  ];
  console.log(row([
    operation,
    `${clients}`,
    ...both(({ perSecond }) => perSecond, 0),
    ratio.toFixed(2),
    ...both(({ p50Ms }) => p50Ms, 1),
    ...both(({ p99Ms }) => p99Ms, 1),
    worst("ours").toFixed(0),
    worst("theirs").toFixed(0),
    ...both(({ clientMs }) => clientMs, 3),
    ...both(({ failed }) => failed, 0),
    operation === "get" ? "" : missed.length === 0 ? "met" : `missed: ${missed.join(", ")}`,
  ]));
  return missed.length === 0;
}

/** The columns; all but the first and the last are numbers. */
const columns = [
  ...["", "clients", "a second", "etcd", "ratio", "p50 ms", "etcd", "p99 ms", "etcd"],
  ...["worst ms", "etcd", "client ms", "etcd", "failed", "etcd", "goals"],
];

function row(cells: readonly string[]): string {
  const last = cells.length - 1;
  return cells.map((cell, i) => i === 0 ? cell.padEnd(3) : i === last ? cell : cell.padStart(9))
    .join(" ").trimEnd();
}
