/** What a promise costs: who is answered behind a cut, how long it takes, and how stale reads are. @module */

import type { Clients } from "../../model/clients.ts";
import type { Ask } from "../../replication/register/register.ts";
import type { StoreProtocol } from "../../replication/register/stores.ts";
import type { Fault } from "../../sim/fault.ts";
import { constant, uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
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

/** How long reads and writes take on average, in ms, where every message takes so long; twenty runs. */
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

/** Each person asks every 50 to 150 ms, forty times: slowly, beside messages of 40 ms. */
function atLeisure(seed: number): Workload {
  const random = new Random(seed, "leisure");
  let value = 0;
  return [0, 1, 2].map(() => {
    let at = 0;
    return Array.from({ length: 40 }, () => {
      const key = random.chance(0.5) ? "x" : "y";
      const input: Ask = random.chance(0.3)
        ? { type: "write", key, value: ++value }
        : { type: "read", key };
      return { input, at: at += 50 + 100 * random.unit() };
    });
  });
}

/**
 * The share of reads, in percent, that miss a write, where messages take `ms` on average: forty runs, in which
 * the three ask at leisure, or what is given.
 */
export function staleReads(
  protocol: StoreProtocol,
  ms: number,
  workload: (seed: number) => Workload = atLeisure,
): number {
  let reads = 0, stale = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const links = { latency: uniform(ms / 2, 3 * ms / 2), types: network.types! };
    const history = watch(protocol, workload(seed), seed, links);
    for (const read of history.filter(({ input }) => input.type === "read")) {
      reads++;
      if (isStale(read, history)) stale++;
    }
  }
  return percent(stale, reads);
}

/** Whether a write had returned before the read was called that is later, in real time, than what it got. */
export function isStale(read: Op, history: Seen): boolean {
  const writes = history.filter(({ input }) =>
    input.type === "write" && input.key === read.input.key
  );
  const source = writes.find(({ input }) => input.type === "write" && input.value === read.output);
  return writes.some((write) =>
    write.endedAt < read.invokedAt &&
    (source === undefined || source.endedAt < write.invokedAt)
  );
}
