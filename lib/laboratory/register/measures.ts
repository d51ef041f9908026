/** What a promise costs: who is answered behind a cut, and how long it takes. @module */

import type { Clients } from "../../model/clients.ts";
import type { Ask } from "../../replication/register/register.ts";
import type { StoreProtocol } from "../../replication/register/stores.ts";
import type { Fault } from "../../sim/fault.ts";
import { constant, uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import {
  asks,
  atLast,
  lab,
  network,
  type Op,
  people,
  type Seen,
  watch,
  type Workload,
} from "./people.ts";

/** Cleo's node is cut off from the others for a while. */
export const cut: Extract<Fault, { kind: "partition" }> = {
  kind: "partition",
  at: 300,
  forMs: 600,
  sides: [[0, 1, 2], [3]],
};

/** What the three see who ask something every 100 ms, wait 90 ms at most, and meet the cut. */
export function cutOff(protocol: StoreProtocol, seed: number): Seen {
  const clients: Clients<Ask> = { ...people(everyTenth(seed)), timeoutMs: 90 };
  const world = new World({
    ...lab(protocol, []),
    network: { latency: uniform(1, 40), types: network.types! },
    clients,
    faults: [cut],
    seed,
    trace: "none",
    strict: false,
  });
  world.run(3000);
  return world.history as Seen;
}

/** Everyone asks something every 100 ms, and once more when all is long over. */
function everyTenth(seed: number): Workload {
  const inputs = asks(seed, 6).map((list) => list.slice(0, 12));
  return inputs.map((list, person) => [
    ...list.map(({ input }, i) => ({ input, at: 5 * person + 100 * i })),
    ...atLast.map(({ input }) => ({ input, at: 2000 })),
  ]);
}

/** Shares that were answered, in percent. */
export interface Availability {
  /** Of what Ada and Bob asked, who are on the side of node 0. */
  readonly together: number;
  /** Of Cleo's reads. */
  readonly cleoReads: number;
  /** Of Cleo's writes. */
  readonly cleoWrites: number;
}

/** Of what was asked during the cut, how much was answered, in percent: by whom and what. */
export function availability(histories: readonly Seen[]): Availability {
  const asked = histories.flat().filter(({ invokedAt }) =>
    invokedAt >= cut.at && invokedAt < cut.at + cut.forMs
  );
  const answered = (chosen: (o: Op) => boolean) => {
    const mine = asked.filter(chosen);
    return percent(mine.filter(({ outcome }) => outcome === "ok").length, mine.length);
  };
  const isCleo = ({ process }: Op) => process % 3 === 2;
  return {
    together: answered((o) => !isCleo(o)),
    cleoReads: answered((o) => isCleo(o) && o.input.type === "read"),
    cleoWrites: answered((o) => isCleo(o) && o.input.type === "write"),
  };
}

/** A share in percent. */
export function percent(part: number, whole: number): number {
  return 100 * part / whole;
}

/**
 * How long reads and writes take on average, in ms, where every message from node to node takes so long; twenty
 * runs. What clients who move say to a copy takes 1 ms, as it always does.
 */
export function latencies(
  protocol: StoreProtocol,
  delayMs: number,
): { readonly read: number; readonly write: number } {
  const times = { read: [] as number[], write: [] as number[] };
  for (let seed = 1; seed <= 20; seed++) {
    const links = { latency: constant(delayMs), types: network.types! };
    for (const { input, invokedAt, endedAt } of watch(protocol, asks(seed, 3), seed, links)) {
      times[input.type as "read" | "write"].push(endedAt - invokedAt);
    }
  }
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  return { read: mean(times.read), write: mean(times.write) };
}
