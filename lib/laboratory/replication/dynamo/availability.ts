/** Who is answered, and with what, by the numbers R and W: while all is well, while a home is down, and in a cut. @module */

import type { History, Operation } from "../../../model/history.ts";
import { dynamo } from "../../../replication/dynamo/dynamo.ts";
import type { Got, Message, Saved, Timer } from "../../../replication/dynamo/messages.ts";
import type { State } from "../../../replication/dynamo/state.ts";
import { asked, isFailed, type Wish } from "../../../replication/dynamo/wishes.ts";
import type { Fault } from "../../../sim/fault.ts";
import { lognormal } from "../../../sim/latency.ts";
import { Random } from "../../../sim/random.ts";
import { World } from "../../../sim/world.ts";
import { latencies, percentile } from "../../measured.ts";

/** What goes wrong, from the beginning to the end. */
export type Trouble =
  | "nothing"
  | "a home is down"
  | "two homes are down"
  /** Node 0, a home, and node 3 are apart from the rest. */
  | "a cut"
  /** Node 3, beside which half of the clients are, is apart from all others. */
  | "a node alone";

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

/** What came of it once all nodes have noticed what goes wrong; times are in ms. */
export interface Availability {
  /** The share of puts that were answered. */
  readonly puts: number;
  /** The share of gets that were. */
  readonly gets: number;
  /** The share of answered gets that missed a write which had been answered before they began. */
  readonly stale: number;
  /** The share of puts that were answered in the first half second, while it is noticed. */
  readonly early: number;
  /** So long half of the answered operations took, or less; NaN when none was. */
  readonly medianMs: number;
}

/** All troubles, the worst last. */
export const troubles: readonly Trouble[] = [
  "nothing",
  "a home is down",
  "two homes are down",
  "a cut",
  "a node alone",
];

/** Five nodes, three homes 0, 1, 2. */
const faultOf: Readonly<Record<Trouble, readonly Fault[]>> = {
  nothing: [],
  "a home is down": [{ kind: "crash", at: 0, node: 0 }],
  "two homes are down": [{ kind: "crash", at: 0, node: 0 }, { kind: "crash", at: 0, node: 1 }],
  "a cut": [{ kind: "partition", at: 0, forMs: 1e6, sides: [[0, 3], [1, 2, 4]] }],
  "a node alone": [{ kind: "partition", at: 0, forMs: 1e6, sides: [[3], [0, 1, 2, 4]] }],
};

const FOR_MS = 3000, WARM_MS = 500, PATIENCE_MS = 250;

/**
 * Clients beside nodes 3 and 4, which are no homes, put and get one key for three seconds; of writes at a time the last wins. The
 * first half second, in which nodes notice who does not answer, counts apart.
 */
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
  const noticing = world.history.filter(({ invokedAt }) => invokedAt < WARM_MS);
  const counted = world.history.filter(({ invokedAt }) => invokedAt >= WARM_MS);
  const good = counted.filter(isGood);
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
    puts: shareOf(counted, "add"),
    gets: shareOf(counted, "get"),
    early: shareOf(noticing, "add"),
    stale: stale.length / gets.length,
    medianMs: percentile(latencies(good), 0.5),
  };
}

function isGood({ outcome, output }: Operation): boolean {
  return outcome === "ok" && !isFailed(output);
}

/** How many of all puts, or of all gets, were answered. */
function shareOf(history: History, kind: "add" | "get"): number {
  const all = history.filter(({ input }) => kind in (input as Wish));
  return all.filter(isGood).length / all.length;
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
