/** Steps whose units are test files. @module */

import { fileLimits, processLimits } from "./limits.ts";
import { partition } from "./plan/shard.ts";
import { outsideOf } from "./reaches.ts";
import { isTest } from "./layers.ts";
import { sourceFiles } from "./repository.ts";
import type { Finding, Known, Step, Unit } from "./step.ts";
import { runTests } from "./tests/run.ts";

/** How the test files of a step are run. */
export interface TestStep {
  readonly name: string;
  readonly words: string;
  /** Where they are. */
  readonly folders: readonly string[];
  /** Where they are not. */
  readonly but?: readonly string[];
  /** Whether they may do everything, or nothing that a plain `deno test` is not allowed. */
  readonly allowed: boolean;
  /** The folder that gets profiles of coverage, if it is measured. */
  readonly coverage?: string;
}

/** A process with some files is worth its start when they take about so long, in seconds. */
const batchS = 8;

/** A step that runs the test files below some folders. */
export function testStep(options: TestStep): Step {
  const { name, words, folders, but = [], allowed, coverage } = options;
  return {
    name,
    words,
    units: () =>
      testFiles(folders, but).map((path) => ({ name: path, reach: reachOf(path, allowed) })),
    batches: (units, known) => allowed ? batchesOf(units, known) : together(units, known),
    async run(units, found: (finding: Finding) => void) {
      await runTests(units.map((unit) => unit.name), {
        allow: allowed ? ["-A"] : [],
        ...(coverage === undefined ? {} : { coverage }),
        limits: units.length > 1 ? fileLimits : processLimits,
      }, found);
    },
  };
}

/** The test files below `folders`, and not below `but`. */
export function testFiles(folders: readonly string[], but: readonly string[] = []): string[] {
  return folders.flatMap(sourceFiles).filter((path) =>
    isTest(path) && !but.some((folder) => path.startsWith(`${folder}/`))
  );
}

function reachOf(path: string, allowed: boolean): Unit["reach"] {
  return { modules: [path], ...(allowed ? { outside: outsideOf(path) } : {}) };
}

/** Files that start processes or touch files have a process each; nothing of one is met by another. */
function batchesOf(units: readonly Unit[], known: Known): Unit[][] {
  const alone = units.filter((unit) => known.reachesOut(unit));
  const others = units.filter((unit) => !alone.includes(unit));
  return [...alone.map((unit) => [unit]), ...together(others, known)];
}

function together(units: readonly Unit[], { costOf }: Known): Unit[][] {
  const costs = units.reduce((sum, unit) => sum + costOf(unit), 0);
  return partition(units, Math.max(1, Math.round(costs / batchS)), costOf, ({ name }) => name);
}
