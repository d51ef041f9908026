/**
 * How much more than it is asked for an engine writes, reads and stores: amplification (Dong and others
 * 2017, *Optimizing space amplification in RocksDB*; Athanassoulis and others 2016, *The RUM conjecture*,
 * on why one cannot have little of all three). Small stores on a simulated disk, measured, beside what a
 * model says.
 *
 * @module
 */

import { measureLsm } from "./amplification_lsm.ts";
import type { Amplification, PolicyName } from "./amplification_row.ts";
import { measureTree, type TreeName } from "./amplification_tree.ts";
import type { Workload } from "./workload.ts";

export type { Amplification, Growth, PolicyName, Reads } from "./amplification_row.ts";

/** What is measured. */
export interface AmplificationPlan extends Workload {
  /** How many times as large each level is as the one above. */
  readonly ratios: readonly number[];
  /** How many keys are looked for that are there, and how many that are not. */
  readonly reads: number;
  /** How long the pages of trees are, in bytes. */
  readonly pageBytes: number;
}

/**
 * The last level that is one run is as good as full with so many keys, whether levels grow by 2, 4 or 8: a
 * model assumes that.
 */
export const usualPlan: AmplificationPlan = {
  keys: 1800,
  overwrites: 2,
  seed: 1,
  ratios: [2, 4, 8],
  reads: 300,
  pageBytes: 1024,
};

const policyNames: readonly PolicyName[] = ["levelled", "tiered", "lazy levelled"];
const treeNames: readonly TreeName[] = ["copy on write", "log of pages"];

/** Measures stores with each policy and ratio, and both trees. */
export function amplification(plan: Partial<AmplificationPlan> = {}): readonly Amplification[] {
  const { ratios, reads, pageBytes, ...workload } = { ...usualPlan, ...plan };
  return [
    ...policyNames.flatMap((name) =>
      ratios.map((ratio) => measureLsm(name, ratio, workload, reads))
    ),
    ...treeNames.map((name) => measureTree(name, pageBytes, workload, reads)),
  ];
}

/** The rows of a table: what was measured, and what the model says. */
export function amplificationRows(
  measured: readonly Amplification[],
): readonly Readonly<Record<string, string | number>>[] {
  return measured.map((one) => ({
    engine: one.engine,
    levels: one.levels,
    write: one.write,
    "write, model": one.writeModel === undefined ? "" : between(one.writeModel),
    space: one.space,
    versions: one.versions,
    "versions, model": one.versionsModel === undefined ? "" : `up to ${figures(one.versionsModel)}`,
    "there: no filter": one.present.asked,
    "there: filter": one.present.read,
    "not there: no filter": one.absent.asked,
    "not there: filter": one.absent.read,
  }));
}

function between([least, most]: readonly [number, number]): string {
  return least === most ? `${least}` : `${least} to ${most}`;
}

function figures(value: number): string {
  return `${Math.round(100 * value) / 100}`;
}

/** A point of a chart. */
export interface GrowthPoint {
  /** How many keys there are. */
  readonly x: number;
  /** Write amplification up to then. */
  readonly y: number;
  /** Which engine. */
  readonly series: string;
}

/**
 * Write amplification against the number of keys, a line for each engine: stores of one ratio, and both
 * trees.
 */
export function growthPoints(
  measured: readonly Amplification[],
  ratio: number,
): readonly GrowthPoint[] {
  return measured.filter((one) => one.ratio === undefined || one.ratio === ratio)
    .flatMap(({ engine, growth }) =>
      growth.map(({ keys, write }) => ({ x: keys, y: write, series: engine }))
    );
}
