/** Who is answered, and with what, by the numbers R and W: while all is well, while a home is down, and in a cut. @module */

import type { Operation } from "../../../model/history.ts";
import { dynamo } from "../../../replication/dynamo/dynamo.ts";
import type { Got, Message, Saved, Timer } from "../../../replication/dynamo/messages.ts";
import type { State } from "../../../replication/dynamo/state.ts";
import { asked, isFailed, type Wish } from "../../../replication/dynamo/wishes.ts";
import type { Fault } from "../../../sim/fault.ts";
import { lognormal } from "../../../sim/latency.ts";
import { Random } from "../../../sim/random.ts";
import { World } from "../../../sim/world.ts";
import { latencies, percentile } from "../../measured.ts";

/** What goes wrong from the first second on. */
export type Trouble = "nothing" | "a home is down" | "two homes are down" | "a cut";

/** What is measured. */
export interface AvailabilityRun {
  /** R. */
  readonly reads: number;
  /** W. */
  readonly writes: number;
  /** Whether stand-ins count. */
  readonly sloppy: boolean;
  /** What goes wrong. */
  readonly trouble: Trouble;
  /** Default 1. */
  readonly seed?: number;
}

/** What came of it; times are in ms. */
export interface Availability {
  /** The share of puts that were answered. */
  readonly puts: number;
  /** The share of gets that were. */
  readonly gets: number;
  /** The share of answered gets that missed a write which had been answered before they began. */
  readonly stale: number;
  /** So long half of the answered operations took, or less; NaN when none was. */
  readonly medianMs: number;
}

/** All troubles, the worst last. */
export const troubles: readonly Trouble[] = [
  "nothing",
  "a home is down",
  "two homes are down",
  "a cut",
];

/** Five nodes, three homes 0, 1, 2. In the cut, node 0 and node 3 are apart from the rest. */
const faultOf: Readonly<Record<Trouble, readonly Fault[]>> = {
  nothing: [],
  "a home is down": [{ kind: "crash", at: 0, node: 0 }],
  "two homes are down": [{ kind: "crash", at: 0, node: 0 }, { kind: "crash", at: 0, node: 1 }],
  "a cut": [{ kind: "partition", at: 0, forMs: 1e6, sides: [[0, 3], [1, 2, 4]] }],
};

const FOR_MS = 3000, WARM_MS = 500, PATIENCE_MS = 250;

/** Clients beside nodes 3 and 4, which are no homes, put and get one key; the first half second does not count. */
export function availability(
  { reads, writes, sloppy, trouble, seed = 1 }: AvailabilityRun,
): Availability {
  const wishes = wishesFor(new Random(seed, "wishes"));
  const world = new World<State, Message, Timer, Saved>({
    protocol: dynamo({
      ...{ reads, writes, sloppy, patienceMs: 50, handoffMs: 100 },
      replicasOf: (_, nodes) => nodes,
      conflict: "last write wins",
    }),
    nodes: 5,
    network: { latency: lognormal(2, 0.5) },
    faults: faultOf[trouble],
    seed,
    trace: "none",
    clients: {
      workload: wishes.map((wish) => [wish]),
      ...asked,
      to: ({ client }) => wishes[client]!.input.at,
      link: "local",
      timeoutMs: PATIENCE_MS,
    },
  });
  world.run(FOR_MS);
  const counted = world.history.filter(({ invokedAt }) => invokedAt >= WARM_MS);
  const good = counted.filter(({ outcome, output }) => outcome === "ok" && !isFailed(output));
  const share = (kind: "add" | "get") => {
    const all = counted.filter(({ input }) => kind in (input as Wish)).length;
    return good.filter(({ input }) => kind in (input as Wish)).length / all;
  };
  const everything = world.history.filter(({ input }) => "add" in (input as Wish));
  const puts = good.filter(({ input }) => "add" in (input as Wish));
  const gets = good.filter(({ input }) => "get" in (input as Wish));
  const valueOf = ({ input }: Operation) => (input as { readonly value: string }).value;
  const stale = gets.filter(({ invokedAt, output }) => {
    const [value] = (output as Got).values,
      shown = everything.find((put) => valueOf(put) === value);
    // What was shown had ended when another write began that had been answered before the read.
    return puts.some((put) =>
      put.endedAt < invokedAt && (shown === undefined || shown.endedAt < put.invokedAt)
    );
  });
  return {
    puts: share("add"),
    gets: share("get"),
    stale: stale.length / gets.length,
    medianMs: percentile(latencies(good), 0.5),
  };
}

/** Puts and gets at two nodes at random, some four in 30 ms; each by a client of its own, so that nobody waits for another. */
function wishesFor(random: Random) {
  return Array.from({ length: 400 }, (_, i) => {
    const at = 3 + random.below(2);
    const input: Wish = random.chance(0.5) ? { at, add: "k", value: `${i}` } : { at, get: "k" };
    return { input, at: random.below(FOR_MS - PATIENCE_MS) };
  });
}

/** What a strict and a sloppy quorum make of the same trouble. */
export interface BothWays {
  /** What goes wrong. */
  readonly trouble: Trouble;
  /** Where only homes count. */
  readonly strict: Availability;
  /** Where stand-ins count, too. */
  readonly sloppy: Availability;
}

/** All troubles, with these numbers R and W. */
export function bothWays(reads: number, writes: number): BothWays[] {
  return troubles.map((trouble) => ({
    trouble,
    strict: availability({ reads, writes, sloppy: false, trouble }),
    sloppy: availability({ reads, writes, sloppy: true, trouble }),
  }));
}
