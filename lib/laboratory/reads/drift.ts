/**
 * How far clocks may drift before a lease lets an old value be read: the bound that the settings name, and the smallest
 * drift that a search finds.
 *
 * @module
 */

import { drawn, type LeaseWay, outlive, type Outlived, type Trial } from "./stale.ts";
import type { LogName } from "./ways.ts";

/** What is searched. */
export interface DriftSearch {
  /** Whose leases. */
  readonly way: LeaseWay;
  /** What is read from; default Multi-Paxos. */
  readonly log?: LogName;
  /** How far clocks drift at most, as the settings say, as a fraction. */
  readonly bound: number;
  /** How long a server waits for word from a leader, at least and at most, in ms; default: as in `TIMES`. */
  readonly electionTimeoutMs?: readonly [least: number, most: number];
  /** How many seeds are tried for each drift; default 6. */
  readonly seeds?: number;
  /** How many times the interval is halved; default 12. */
  readonly halvings?: number;
}

/** What was found. */
export interface SmallestDrift {
  /** The bound. */
  readonly bound: number;
  /** The smallest drift at which a seed was found whose history is not linearizable. */
  readonly drift: number;
  /** The largest drift below it at which no seed was. */
  readonly safe: number;
  /** The seed, and all else of the run. */
  readonly trial: Trial;
  /** How many runs it took. */
  readonly runs: number;
}

/** A drift at which any lease is outlived, beyond the bound. */
const ENOUGH = 0.2;

/** Searches by halving. Throws when there is nothing to find up to 0.2 above the bound. */
export function smallestDrift(search: DriftSearch): SmallestDrift {
  const { seeds = 6, halvings = 12, ...given } = search, { way, bound } = given;
  let runs = 0;
  const stale = (drift: number): Trial | undefined => {
    for (let seed = 1; seed <= seeds; seed++) {
      const trial: Trial = { ...given, drift, seed };
      runs++;
      if (outlive(trial).stale) return trial;
    }
    return undefined;
  };
  let safe = bound, trial = stale(bound + ENOUGH);
  const within = stale(bound);
  if (within !== undefined) return { bound, drift: bound, safe: NaN, trial: within, runs };
  if (trial === undefined) {
    throw new Error(
      `Cannot find how far clocks may drift because no lease is outlived in ${seeds} seeds: ` +
        `given ${way}, and a drift of ${bound + ENOUGH}`,
    );
  }
  for (let i = 0; i < halvings; i++) {
    const middle = (safe + trial.drift) / 2, found = stale(middle);
    if (found === undefined) safe = middle;
    else trial = found;
  }
  return { bound, drift: trial.drift, safe, trial, runs };
}

/** The run that was found, with few reads, to be drawn. */
export function staleRun({ trial }: SmallestDrift): Outlived {
  return drawn(trial);
}
