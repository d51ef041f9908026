/** Runs a kit's storm on many seeds, and explains the first run that goes wrong. @module */

import type { Invariant } from "../model/invariant.ts";
import type { Tagged } from "../model/protocol.ts";
import { Random } from "../sim/random.ts";
import type { Scenario } from "../sim/scenario.ts";
import { assertSeeds, type Drive, explain, type Failure } from "../sim/sweep.ts";
import { World } from "../sim/world.ts";
import { entryOf, type Kit } from "./kit.ts";

/** Which runs are made. */
export interface SimulateOptions {
  /** The storm; default: the kit's first. */
  readonly storm?: string;
  /** What is done wrong; default: nothing. */
  readonly bug?: string;
  /** How many nodes; default: what the storm says. */
  readonly nodes?: number;
  /** How many seeds are tried at most; default 1. */
  readonly seeds?: number;
  /** The first of them; default 1. */
  readonly seedBase?: number;
  /** How many runs shrinking may take; default 2,000. */
  readonly shrinkRuns?: number;
  /** Told again and again how far it is. */
  readonly report?: (progress: Progress) => void;
}

/** How far a simulation is. */
export interface Progress {
  /** The seed that runs. */
  readonly seed: number;
  /** How many events there have been in its run. */
  readonly events: number;
  /** How many runs shrinking has taken so far; 0 while no run has gone wrong. */
  readonly shrinkRuns: number;
}

/** How much has happened in all runs together. */
export interface Counts {
  /** Runs, the one that went wrong included. */
  readonly runs: number;
  /** Events. */
  readonly events: number;
  /** Messages and answers, copies included. */
  readonly messages: number;
  /** Operations of clients that were answered. */
  readonly ok: number;
  /** Operations that failed, and took no effect. */
  readonly failed: number;
  /** Operations of which nobody knows. */
  readonly unknown: number;
  /** Virtual time, in ms. */
  readonly ms: number;
}

/** What came of it. */
export interface Simulation<S, M extends Tagged, T extends Tagged, R> {
  /** The storm. */
  readonly storm: string;
  /** How many nodes there were. */
  readonly nodes: number;
  /** How much has happened. */
  readonly counts: Counts;
  /** The first run that went wrong, shrunk; undefined when all went well. */
  readonly failure?: Failure<S, M, T, R>;
}

/** A storm made ready to be run on any seed. */
export interface Prepared<S, M extends Tagged, T extends Tagged, R> {
  /** The name of the storm. */
  readonly storm: string;
  /** How many nodes there are. */
  readonly nodes: number;
  /** The run of a seed: what its world is made of, and how it is driven. */
  run(seed: number): { readonly scenario: Scenario<S, M, T, R>; readonly drive: Drive<S, M, T, R> };
}

/** How long a run lasts that nothing drives, in ms. */
const USUAL_MS = 5000;

/** With more nodes a run may take longer than anybody waits, where a storm does not say. */
const MOST_NODES = 100;

/** After so many events it is told how far a run is. */
const REPORTED_EVENTS = 1000;

/** A storm made ready; throws when the kit has no such storm or bug, or the storm not enough nodes. */
export function prepare<S, M extends Tagged, T extends Tagged, R, C>(
  kit: Kit<S, M, T, R, C>,
  options: SimulateOptions,
): Prepared<S, M, T, R> {
  const [name, storm] = entryOf(kit.name, "a storm", kit.storms, options.storm);
  const bug = options.bug === undefined
    ? undefined
    : entryOf(kit.name, "a bug", kit.bugs, options.bug)[1];
  const nodes = options.nodes ?? storm.nodes;
  assertNodes(name, [storm.leastNodes ?? 1, storm.mostNodes ?? MOST_NODES], nodes);
  return {
    storm: name,
    nodes,
    run(seed) {
      const random = new Random(seed, "storm");
      const change = bug === undefined ? {} : { change: bug.change };
      const { scenario, drive } = storm.run({ nodes, random, ...change });
      return {
        scenario: { invariants: kit.invariants, ...scenario },
        drive: drive ?? ((world) => void world.run(USUAL_MS)),
      };
    },
  };
}

/** Runs a storm of a kit on seed after seed until a run goes wrong. */
export function simulate<S, M extends Tagged, T extends Tagged, R, C>(
  kit: Kit<S, M, T, R, C>,
  options: SimulateOptions = {},
): Simulation<S, M, T, R> {
  const { seeds = 1, seedBase = 1, shrinkRuns, report } = options;
  assertSeeds(seeds);
  const { storm, nodes, run } = prepare(kit, options);
  const tally = { runs: 0, events: 0, messages: 0, ok: 0, failed: 0, unknown: 0, ms: 0 };
  for (let seed = seedBase; seed < seedBase + seeds; seed++) {
    const { scenario, drive } = run(seed);
    const tell = (events: number, shrinkRuns: number) => report?.({ seed, events, shrinkRuns });
    tell(0, 0);
    const invariants: Invariant<S>[] = [
      ...scenario.invariants ?? [],
      ...(report === undefined ? [] : [watching((events) => tell(events, 0))]),
    ];
    const world = new World({ ...scenario, invariants, seed, trace: "none" });
    drive(world);
    add(tally, world);
    if (world.violation === undefined) continue;
    let runs = 0;
    const reporting: typeof drive = (world) => {
      tell(0, ++runs);
      drive(world);
    };
    const failure = explain(scenario, seed, reporting, shrinkRuns);
    return { storm, nodes, counts: tally, failure };
  }
  return { storm, nodes, counts: tally };
}

/** Holds always, and tells now and then how often it has been looked at. */
function watching(tell: (events: number) => void): Invariant<unknown> {
  let events = 0;
  return {
    name: "it goes on",
    words: "",
    check() {
      if (++events % REPORTED_EVENTS === 0) tell(events);
      return undefined;
    },
  };
}

function add<S, M extends Tagged, T extends Tagged, R>(
  tally: { -readonly [K in keyof Counts]: Counts[K] },
  world: World<S, M, T, R>,
): void {
  tally.runs++;
  tally.events += world.events;
  tally.messages += world.messages;
  tally.ms += world.now;
  for (const { outcome } of world.history) {
    if (outcome === "ok") tally.ok++;
    else if (outcome === "fail") tally.failed++;
    else tally.unknown++;
  }
}

function assertNodes(
  storm: string,
  [least, most]: readonly [number, number],
  nodes: number,
): void {
  if (Number.isInteger(nodes) && nodes >= least && nodes <= most) return;
  throw new RangeError(
    `Cannot run the storm "${storm}" because it is made for ${least} to ${most} nodes: given ${nodes}`,
  );
}
