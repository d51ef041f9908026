/**
 * Hunts for a mistake of Raft: storm after storm is tried until ten of them break a property; each of those is
 * shrunk, and the shortest is what is shown.
 *
 * @module
 */

import type { RaftChange } from "../../consensus/raft/change.ts";
import type { Saved } from "../../consensus/raft/journal.ts";
import type { Message, Timer } from "../../consensus/raft/messages.ts";
import { type Drive, explain, type Failure } from "../../sim/sweep.ts";
import { World } from "../../sim/world.ts";
import { type Cluster, type Server, threeServers } from "./grounds.ts";

/** A run that broke a property, shrunk. */
export type Found = Failure<Server, Message, Timer, Saved>;
/** Where a hunt takes place: the cluster of a seed, in which Raft is changed in some way. */
export type Ground = (seed: number, change: RaftChange) => Cluster;

/** What came of a hunt. */
export interface Hunt {
  /** How many storms were tried. */
  readonly tried: number;
  /** In how many of them something broke; the hunt ends after ten. */
  readonly broke: number;
  /** The shortest of these failures; undefined when there was none. */
  readonly failure: Found | undefined;
}

/** Where to hunt, and for how long. */
export interface HuntOptions {
  /** Default: three servers, five commands, six faults. */
  readonly ground?: Ground;
  /** How many storms are tried at most; default 4,000. */
  readonly storms?: number;
}

/** How long a run is, in ms. */
const RUN_MS = 1200;
/** The hunt ends when so many storms have broken something. */
const ENOUGH = 10;

const drive: Drive<Server, Message, Timer, Saved> = (world) => void world.run(RUN_MS);

/**
 * Hunts in storms for what a change of Raft breaks.
 *
 * @example A leader that needs no votes but its own
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { hunt } from "hb/laboratory/raft/hunt.ts";
 *
 * const { failure } = hunt({ rules: { countVotes: () => "won" } });
 * assertEquals(failure?.violation.invariant, "election safety");
 * ```
 */
export function hunt(
  change: RaftChange,
  { ground = threeServers, storms = 4000 }: HuntOptions = {},
): Hunt {
  const found: Found[] = [];
  let tried = 0;
  while (tried < storms && found.length < ENOUGH) {
    const seed = ++tried;
    if (fails(ground(seed, change), seed)) found.push(explain(ground(seed, change), seed, drive));
  }
  found.sort((a, b) => length(a) - length(b) || a.trace.length - b.trace.length);
  return { tried, broke: found.length, failure: found[0] };
}

function fails(cluster: Cluster, seed: number): boolean {
  const world = new World({ ...cluster, seed, trace: "none", strict: false });
  drive(world);
  return world.violation !== undefined;
}

function length({ schedule, workload }: Found): number {
  return schedule.length + workload.flat().length;
}
