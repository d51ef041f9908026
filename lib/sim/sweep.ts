/**
 * Look for trouble: run a scenario on many seeds; take the first run that goes wrong, write down what
 * chance did in it, and shrink that to the shortest schedule that still goes wrong in the same way.
 *
 * @module
 */

import { counted } from "../model/counted.ts";
import { listenerNow } from "../model/progress.ts";
import type { Tagged } from "../model/protocol.ts";
import type { Trace } from "../model/trace.ts";
import { scheduleOf } from "./chance.ts";
import type { Ask } from "../model/clients.ts";
import type { Schedule } from "./fault.ts";
import { happenedIn } from "./happened.ts";
import { constant } from "./latency.ts";
import type { Scenario, Violation } from "./scenario.ts";
import { shrink } from "./shrink.ts";
import { World } from "./world.ts";

/** How a run is driven: how long it lasts, and what it must reach in the end. */
export type Drive<S, M extends Tagged, T extends Tagged = never, R = never> = (
  world: World<S, M, T, R>,
) => void;

/** Which runs are made. */
export interface SweepOptions<S, M extends Tagged, T extends Tagged = never, R = never> {
  /** How many seeds are tried. */
  readonly seeds: number;
  /** The first of them; default 1. */
  readonly seedBase?: number;
  /** Default: a second of virtual time. */
  readonly drive?: Drive<S, M, T, R>;
  /** How many runs shrinking may take; default 2,000. */
  readonly shrinkRuns?: number;
}

/** A run that went wrong, as short as it could be made. */
export interface Failure<S, M extends Tagged, T extends Tagged = never, R = never> {
  /** The seed with which it was found. */
  readonly seed: number;
  /** What broke, in the shrunk run. */
  readonly violation: Violation;
  /** What has to go wrong for it to break. */
  readonly schedule: Schedule;
  /** How long a message takes that the schedule does not name, in ms. */
  readonly usualMs: number;
  /** Whether nodes send each other nothing in the shrunk run, however long that would take. */
  readonly isSilent?: boolean;
  /** What the clients ask in the shrunk run. */
  readonly workload: readonly (readonly Ask[])[];
  /** Who asked from an address that the schedule names, by that address: each request has its own, beyond the nodes. */
  readonly askers?: Readonly<Record<number, Asker>>;
  /** The shrunk run, states included. */
  readonly trace: Trace;
  /** The digest of the shrunk run. */
  readonly digest: string;
  /** The scenario that replays it, with this seed. */
  readonly scenario: Scenario<S, M, T, R>;
  /** How many faults replay the run as it was found: each message lost, doubled or not of `usualMs` is one. */
  readonly foundFaults: number;
  /** How many runs the shrinking took. */
  readonly shrinkRuns: number;
  /** Whether the shrinking was ended early, so that not all of the schedule need matter. */
  readonly cutShort?: boolean;
  /** What befell nodes and links, where that is all that is known: the run was not shrunk, or made otherwise. */
  readonly happened?: readonly string[];
  /** No seed decided what happened: it is an order of events that was looked for. */
  readonly unseeded?: true;
}

/** A client, and which of its requests it was, from 1. */
export interface Asker {
  /** Which client. */
  readonly client: number;
  /** Which of its requests. */
  readonly request: number;
}

/** What a sweep found. */
export interface SweepResult<S, M extends Tagged, T extends Tagged = never, R = never> {
  /** How many seeds went well before the first that did not. */
  readonly passed: number;
  /** The first run that went wrong, if any did. */
  readonly failure?: Failure<S, M, T, R>;
}

/** Runs `scenario` on many seeds until one goes wrong. */
export function sweep<S, M extends Tagged, T extends Tagged = never, R = never>(
  scenario: Scenario<S, M, T, R>,
  options: SweepOptions<S, M, T, R>,
): SweepResult<S, M, T, R> {
  const { seeds, seedBase = 1, drive = (world) => void world.run(1000) } = options;
  assertSeeds(seeds);
  const tell = listenerNow();
  for (let passed = 0; passed < seeds; passed++) {
    tell?.({ what: "seeds", done: passed, of: seeds });
    const seed = seedBase + passed;
    const world = new World({ ...scenario, seed, trace: "none" });
    drive(world);
    if (world.violation !== undefined) {
      return { passed, failure: explain(scenario, seed, drive, options.shrinkRuns) };
    }
  }
  return { passed: seeds };
}

/** Throws unless so many seeds can be tried: a sweep of none would say that all is well. */
export function assertSeeds(seeds: number): void {
  if (Number.isSafeInteger(seeds) && seeds > 0) return;
  throw new RangeError(
    `Cannot sweep because the number of seeds must be a whole number from 1 on: given ${seeds}`,
  );
}

/** The shortest run like the failing one of this seed. Throws if that run does not fail. */
export function explain<S, M extends Tagged, T extends Tagged = never, R = never>(
  scenario: Scenario<S, M, T, R>,
  seed: number,
  drive: Drive<S, M, T, R>,
  maxRuns = 2000,
): Failure<S, M, T, R> {
  counted("number of runs to shrink", maxRuns);
  // Where nothing may be left out, the run that was found is the one that is shown.
  const found = new World({ ...scenario, seed, states: maxRuns === 0 });
  drive(found);
  const { violation } = found;
  if (violation === undefined) {
    throw new Error(
      `Cannot explain seed ${seed} because its run must fail: given a run that went well`,
    );
  }
  const usualMs = usualLatency(found.trace);
  const schedule = scheduleOf(found.trace, usualMs, scenario.faults);
  const workload = scenario.clients?.workload ?? [];
  const build = (faults: Schedule, asks: readonly (readonly Ask[])[]): Scenario<S, M, T, R> => ({
    ...scenario,
    network: { latency: constant(usualMs) },
    faults,
    ...(scenario.clients ? { clients: { ...scenario.clients, workload: asks } } : {}),
  });
  const breaks = (faults: Schedule, asks: readonly (readonly Ask[])[]): boolean => {
    const world = new World({ ...build(faults, asks), seed, trace: "none" });
    drive(world);
    return world.violation?.invariant === violation.invariant;
  };
  const shrunk = shrink({ schedule, workload }, breaks, maxRuns);
  // Nothing was left out: the run is shown as it was found.
  const isWhole = shrunk.runs <= 1 && schedule.length + workload.flat().length > 0;
  const shortest = isWhole ? scenario : build(shrunk.schedule, shrunk.workload);
  const isShown = isWhole && maxRuns === 0;
  const replay = isShown ? found : new World({ ...shortest, seed, states: true });
  if (!isShown) drive(replay);
  return {
    seed,
    violation: replay.violation ?? violation,
    schedule: shrunk.schedule,
    usualMs,
    isSilent: !replay.trace.some(({ kind }) => kind === "send"),
    workload: shrunk.workload,
    askers: askersIn(replay.trace, shrunk.schedule),
    trace: replay.trace,
    // Few ask for it, and it takes about as long as the run.
    get digest() {
      return replay.digest();
    },
    scenario: shortest,
    foundFaults: schedule.length,
    shrinkRuns: shrunk.runs,
    cutShort: shrunk.runs >= maxRuns,
    ...(isWhole ? { happened: happenedIn(replay.trace) } : {}),
  };
}

/**
 * What messages take when nothing is said of them: the lower quartile of the run's latencies, in whole
 * ms. A brisk network, so that lateness that matters stays a fault of its own.
 */
function usualLatency(trace: Trace): number {
  const latencies = trace.flatMap((event) =>
    event.kind === "send" && event.latencyMs !== Infinity ? [event.latencyMs] : []
  ).sort((a, b) => a - b);
  return Math.max(1, Math.round(latencies[latencies.length >> 2] ?? 1));
}
/** The clients whose addresses a schedule names. */
function askersIn(trace: Trace, schedule: Schedule): Record<number, Asker> {
  const named = new Set(schedule.flatMap((fault) => "nth" in fault ? [fault.from, fault.to] : []));
  const requests = new Map<number, number>(), askers: Record<number, Asker> = {};
  for (const event of trace) {
    if (event.kind !== "invoke") continue;
    const { process: client, address } = event, request = 1 + (requests.get(client) ?? 0);
    requests.set(client, request);
    if (named.has(address)) askers[address] = { client, request };
  }
  return askers;
}
