/** A step of `deno task test`, and the units of work in it. @module */

import type { Reach } from "../graph/reach.ts";

/** What is run, judged, named and recorded on its own: a test file, a chapter, an exercise. */
export interface Unit {
  /** Its name in the report: "lib/model/clone_test.ts", "01-replay". */
  readonly name: string;
  /** What its outcome depends on. */
  readonly reach: Reach;
}

/** A check that does not hold. */
export interface Failure {
  /** Where and what, in a line. */
  readonly name: string;
  /** What a person needs to see of it. */
  readonly text: string;
}

/** What came of a unit. */
export interface Finding {
  /** The name of the unit. */
  readonly unit: string;
  /** Checks that hold. */
  readonly passed: number;
  /** Tests that were not run, as they say themselves. */
  readonly ignored?: number;
  /** Checks that do not hold. */
  readonly failures: readonly Failure[];
  /** How long it took, on the wall. */
  readonly tookMs?: number;
  /** A few words for the line of its step. */
  readonly note?: string;
}

/** What is known of units before they run. */
export interface Known {
  /** What a unit may cost, in seconds. */
  costOf(unit: Unit): number;
  /** Whether it may reach more than it imports, as files, processes and sockets. */
  reachesOut(unit: Unit): boolean;
}

/** One line of the report. */
export interface Step {
  /** What `--only` takes. */
  readonly name: string;
  /** What it makes sure of. */
  readonly words: string;
  /** Steps that must have ended: it reads their files. */
  readonly needs?: readonly string[];
  /** Ends within seconds, so that whoever made a slip hears of it at once. */
  readonly quick?: boolean;
  /** Whether it says anything only when all units of the steps that it needs have run; it must be named. */
  readonly whole?: boolean;
  /** What it has to do. */
  units(): readonly Unit[] | Promise<readonly Unit[]>;
  /** Which units share a process; by default each has its own. */
  batches?(units: readonly Unit[], known: Known): readonly (readonly Unit[])[];
  /** Does it for some units, and tells what came of each as soon as that is known. */
  run(units: readonly Unit[], found: (finding: Finding) => void): Promise<void>;
}

/** The steps called `names` and all that they need, in the order of the list. */
export function select(steps: readonly Step[], names: readonly string[]): Step[] {
  const wanted = new Set<string>();
  const add = (name: string) => {
    const step = steps.find((candidate) => candidate.name === name);
    if (!step) return;
    wanted.add(step.name);
    step.needs?.forEach(add);
  };
  names.forEach(add);
  return steps.filter((step) => wanted.has(step.name));
}
