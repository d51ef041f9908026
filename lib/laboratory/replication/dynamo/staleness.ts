/** How often a read misses the last write: runs of the store beside the model of Bailis et al. 2012. @module */

import type { NodeId } from "../../../model/protocol.ts";
import { dynamo } from "../../../replication/dynamo/dynamo.ts";
import type { Got, Message, Saved, Timer } from "../../../replication/dynamo/messages.ts";
import type { State } from "../../../replication/dynamo/state.ts";
import { asked, type Wish } from "../../../replication/dynamo/wishes.ts";
import type { Quorums } from "../../../replication/pbs/versions.ts";
import type { Legs } from "../../../replication/pbs/wars.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { visibilityOf } from "../pbs.ts";

/** A point of a curve. */
export interface Point {
  /** How long after the write was done the read began, in ms. */
  readonly ms: number;
  /** The share of reads that saw the write, in runs. */
  readonly measured: number;
  /** The same by the model. */
  readonly predicted: number;
}

/**
 * A client writes a new key at a node that is its first home, waits so long, and reads it at a node that keeps no copy;
 * again and again. Nothing but the put itself brings copies to replicas.
 */
export function measuredAfter(
  legs: Legs,
  { copies, reads, writes }: Quorums,
  ms: number,
  { rounds = 1000, seed = 1 }: { readonly rounds?: number; readonly seed?: number } = {},
): number {
  const reader = copies;
  const wishes = Array.from({ length: rounds }, (_, i): readonly Wish[] => [
    { at: 0, add: `${i}`, value: `${i}` },
    { at: reader, get: `${i}` },
  ]).flat();
  const world = new World<State, Message, Timer, Saved>({
    protocol: dynamo({
      ...{ copies, reads, writes, readRepair: false, sloppy: false },
      ...{ shape: null, repairMs: null, handoffMs: null, patienceMs: 1e6 },
      replicasOf: (_, nodes: readonly NodeId[]) => nodes,
    }),
    nodes: copies + 1,
    network: { links: linksOf(legs, copies) },
    seed,
    trace: "none",
    strict: false,
    clients: {
      workload: [wishes.map((input) => ({ input }))],
      ...asked,
      to: ({ sequence }) => wishes[sequence]!.at,
      link: "local",
      think: constant(ms),
    },
  });
  world.run(Infinity, () => !world.clientsBusy);
  const shown = world.history.filter(({ input }) => "get" in (input as Wish));
  return shown.filter(({ output }) => (output as Got).values.length > 0).length / shown.length;
}

/** Node 0 coordinates the writes and the last node the reads, so that each leg has links of its own. */
function linksOf({ w, a, r, s }: Legs, copies: number) {
  const homes = Array.from({ length: copies }, (_, home) => home);
  return homes.flatMap((home) => [
    ...(home === 0 ? [] : [
      { from: 0, to: home, latency: w },
      { from: home, to: 0, latency: a },
    ]),
    { from: copies, to: home, latency: r },
    { from: home, to: copies, latency: s },
  ]);
}

/** A curve: so many ms after the write, runs beside the model. */
export function curve(
  legs: Legs,
  quorums: Quorums,
  times: readonly number[],
  options: { readonly rounds?: number; readonly seed?: number } = {},
): readonly Point[] {
  const model = visibilityOf(legs, { ...quorums, writerIsReplica: true });
  return times.map((ms) => ({
    ms,
    measured: measuredAfter(legs, quorums, ms, options),
    predicted: model.consistent(ms),
  }));
}
