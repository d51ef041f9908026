/**
 * One run in which a lease is to be outlived by its holder's trust in it: the holder's clock is slow and all others are
 * fast, the holder is cut off, the others have somebody write, and the holder is asked on.
 *
 * @module
 */

import { linearizableStore } from "../../consensus/storms/promises.ts";
import type { Ask } from "../../model/clients.ts";
import type { History } from "../../model/history.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import { constant } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import { type AnyWay, asked, leaderOf, type LogName, outcomeOf, storeOf } from "./ways.ts";

/** A way to read by leases. */
export type LeaseWay = Extract<AnyWay, "leader lease" | "quorum lease" | "bodega">;

/**
 * Servers, heartbeats and leases of such a run, in ms. A leader's lease lasts as long as others are loyal. Where others
 * hold leases, heartbeats are frequent: only at them grantors look whether a lease is over. Election timeouts hardly
 * differ, and messages are quick, so that another leader may write as soon as the others are loyal no more: the worst
 * case, in which hardly anything but the arithmetic of the lease keeps a read from being old.
 */
export const TIMES = {
  servers: 3,
  heartbeatMs: { "leader lease": 300, "quorum lease": 25, bodega: 25 },
  electionTimeoutMs: [1500, 1502],
  leaseMs: 1500,
  messageMs: 0.2,
} as const;

/** What is tried. */
export interface Trial {
  /** Who may answer reads by a lease: the leader, or the server that is cut off. */
  readonly way: LeaseWay;
  /** What is read from; default Multi-Paxos. */
  readonly log?: LogName;
  /** How far clocks drift at most, as the settings say; a fraction: 0.01 is 10 ms in a second. */
  readonly bound: number;
  /** How far they do: the holder's clock is slow by this fraction, all others are fast by it. */
  readonly drift: number;
  /** Decides when the holder is cut off, and whatever else is left to chance. */
  readonly seed: number;
  /** How long a server waits for word from a leader, at least and at most, in ms; default: as in `TIMES`. */
  readonly electionTimeoutMs?: readonly [least: number, most: number];
}

/** What came of it. */
export interface Outlived {
  /** Whether the checker found that the store was no single copy. */
  readonly stale: boolean;
  /** Who holds the lease, and is cut off. */
  readonly holder: NodeId;
  /** When it is cut off, in ms. */
  readonly cutAt: number;
  /** When the write of the others was answered, in ms; null if it was not. */
  readonly wroteAt: number | null;
  /** When the first read after that was asked that was told the old value, in ms; null if there was none. */
  readonly readAt: number | null;
  /** What happened, if it was kept. */
  readonly trace: Trace;
  /** What clients saw. */
  readonly history: History;
}

/** When somebody leads and has leases, and clocks begin to drift; from then on there are heartbeats for a while. */
const SET_MS = 2500, CUT_MS = 5000;
/** So long after the cut all leases are over, if clocks drift by a third or less. */
const END_MS = 3 * TIMES.leaseMs;

/** How long is waited between looks, in ms: longer than between reads. */
const STEP_MS = 10;

/** What is asked when. */
interface Asks {
  readonly reads: readonly number[];
  readonly write: number;
  /** Which of the others is asked to write first. */
  readonly first: 0 | 1;
  /** When the run ends; default: when nothing can come any more. */
  readonly until?: number;
}

/** Who has not answered for so long, in ms, knows no leader: then another one is asked. */
const TRY_MS = 2;

/** The run, with a read in each ms. */
export function outlive(trial: Trial): Outlived {
  const cutAt = cutOf(trial), from = cutAt + 0.4 * TIMES.leaseMs;
  const reads = Array.from({ length: cutAt + END_MS - from }, (_, i) => from + i);
  return play(trial, { reads, write: writeAt(trial, cutAt), first: 0 }, "none");
}

/** The same run to be drawn: of the reads only one that is right and the first that is not, and all that happened. */
export function drawn(trial: Trial): Outlived {
  const { stale, cutAt, wroteAt, readAt } = outlive(trial);
  if (!stale || wroteAt === null || readAt === null) {
    throw new RangeError(
      `Cannot draw a read of old because there is none: given seed ${trial.seed}`,
    );
  }
  // Those of the others who know no leader need not be asked.
  const first = writeAt(trial, cutAt), tries = Math.floor((wroteAt - first) / TRY_MS);
  const write = trial.way === "leader lease" ? first + tries * TRY_MS : first;
  const reads = [cutAt + TIMES.leaseMs / 2, readAt];
  const until = readAt + 2 * TRY_MS, parity = tries % 2 === 0 ? 0 : 1;
  const run = play(trial, { reads, write, first: parity, until }, "full");
  const { endedAt } = run.history.find(({ invokedAt }) => invokedAt === readAt)!;
  return { ...run, trace: brokenAt(run.trace, endedAt) };
}

/** The property is looked at when a run ends; it is broken when the old value is answered. */
function brokenAt(trace: Trace, at: number): Trace {
  const isBefore = (event: TraceEvent) => event.kind !== "violation" && event.at <= at;
  const isAfter = (event: TraceEvent) => event.kind !== "violation" && event.at > at;
  const violations = trace.filter(({ kind }) => kind === "violation");
  return [
    ...trace.filter(isBefore),
    ...violations.map((event) => ({ ...event, at })),
    ...trace.filter(isAfter),
  ];
}

/** Others than the leader are asked from when they may have one. */
function writeAt({ way }: Trial, cutAt: number): number {
  return cutAt + (way === "leader lease" ? 0.4 * TIMES.leaseMs : 10);
}

/** Between two heartbeats. */
function cutOf({ seed, way }: Trial): number {
  return CUT_MS + Math.floor(new Random(seed, "the cut").unit() * TIMES.heartbeatMs[way]);
}

function play(trial: Trial, asks: Asks, trace: "none" | "full"): Outlived {
  const { way, log = "Multi-Paxos", bound, drift, seed } = trial, cutAt = cutOf(trial);
  const { servers, leaseMs } = TIMES, { electionTimeoutMs = TIMES.electionTimeoutMs } = trial;
  const heartbeatMs = TIMES.heartbeatMs[way];
  let holder: NodeId = 0, leader: NodeId = 0;
  const others = () => [0, 1, 2].filter((node) => node !== holder);
  const world = new World<object, Tagged, Tagged, unknown>({
    protocol: storeOf({ way, log, heartbeatMs, electionTimeoutMs, leaseMs, drift: bound }),
    nodes: servers,
    seed,
    trace,
    strict: false,
    network: { latency: constant(TIMES.messageMs) },
    clients: {
      workload: workloadOf(way, asks, cutAt, () => others()),
      ask: (input) => "ranges" in (input as object) ? input as Tagged : asked(input),
      to({ client, attempt, sequence }) {
        if (client === 0 && sequence > 0) return holder;
        if (client === 0 || way !== "leader lease") return leader;
        return others()[(attempt + asks.first) % 2]!;
      },
      link: "local",
      // Whoever is asked and knows no leader says nothing.
      ...(way === "leader lease" ? { timeoutMs: TRY_MS, retries: 1000 } : {}),
      think: constant(0),
      outcome: outcomeOf,
    },
  });
  world.run(SET_MS);
  leader = leaderOf(world.states[0] as object)!;
  holder = way === "leader lease" ? leader : (leader + 1) % servers;
  for (let node = 0; node < servers; node++) {
    const driftPpm = 1e6 * (node === holder ? -drift : drift);
    world.inject({ kind: "drift", at: SET_MS, node, driftPpm });
  }
  world.run(cutAt - SET_MS);
  world.inject({ kind: "partition", at: cutAt, forMs: 2 * END_MS, sides: [[holder], others()] });
  if (asks.until !== undefined) world.run(asks.until - cutAt);
  else while (world.now < cutAt + END_MS && !isOver(world)) world.run(STEP_MS);
  return { holder, cutAt, ...seen(world), trace: world.trace, history: world.history };
}

/** Whether nothing can come any more: the reader waits, or was told something after the write. */
function isOver({ history, now }: World<object, Tagged, Tagged, unknown>): boolean {
  const last = history.findLast(({ process, outcome }) => process % 3 === 0 && outcome === "ok")!;
  const isCut = (last.input as Tagged).type === "get";
  return isCut &&
    (now - last.endedAt > STEP_MS || last.endedAt > (writeOf(history)?.endedAt ?? now));
}

function writeOf(history: History) {
  return history.find(({ input }) => (input as { value?: string }).value === "new");
}

function seen(world: World<object, Tagged, Tagged, unknown>) {
  const { history } = world;
  const write = writeOf(history);
  const wroteAt = write?.outcome === "ok" ? write.endedAt : null;
  const old = wroteAt === null
    ? undefined
    : history.find(({ input, outcome, invokedAt }) =>
      (input as Tagged).type === "get" && outcome === "ok" && invokedAt > wroteAt
    );
  return { stale: !world.require(linearizableStore), wroteAt, readAt: old?.invokedAt ?? null };
}

/** One reads, one writes, and where others hold leases, one has the holder go. */
function workloadOf(
  way: LeaseWay,
  { reads, write }: Asks,
  cutAt: number,
  others: () => readonly NodeId[],
): Ask[][] {
  const go = { type: way === "bodega" ? "roster" : "configure", ranges: [{ from: "", to: null }] };
  return [
    [
      { at: SET_MS + 500, input: { type: "put", key: "x", value: "old" } },
      ...reads.map((at) => ({ at, input: { type: "get", key: "x" } })),
    ],
    [{ at: write, input: { type: "put", key: "x", value: "new" } }],
    way === "leader lease" ? [] : [{
      at: cutAt + 0.5,
      get input() {
        return { ...go, ranges: [{ from: "", to: null, responders: others() }] };
      },
    }],
  ];
}
