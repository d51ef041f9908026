/**
 * What a compaction takes and where it puts it. The one rule: what is newer stays above what is older, for
 * every key. So a job takes all tables that lie between its inputs and its output and share keys with them.
 *
 * @module
 */

import { compareKeys } from "../../engine/engine.ts";
import { hullOf, type Levels, overlap, type Place, type PlacedTable, tablesOf } from "../levels.ts";

/** What a policy decides by. All are whole numbers. */
export interface Limits {
  /** How many runs of level 0 make a compaction due. */
  readonly compactAt: number;
  /** With how many writes pay for more work each. */
  readonly slowAt: number;
  /** With how many writes wait until there are fewer. */
  readonly stopAt: number;
  /** How many bytes level 1 may have where it is levelled. */
  readonly level1Bytes: number;
  /** How many times as much each next level may have, or how many runs a tiered level. */
  readonly ratio: number;
}

/** A compaction. */
export interface Job {
  /** The names of the tables that it replaces; never none. */
  readonly inputs: ReadonlySet<string>;
  /** The level of what it writes. */
  readonly level: number;
  /**
   * The run that what it writes becomes part of; `undefined`: a new one, newer than all others of its
   * level.
   */
  readonly run?: number;
}

/** What to compact next; `undefined` if all is well. Pure, and so the same for the same levels. */
export type Policy = (levels: Levels, limits: Limits) => Job | undefined;

/**
 * The job that moves tables of a level into the run of a lower one, with all that must come along: tables
 * of their own run that share a key with them (LevelDB issue 184: an older version that stays above a newer
 * one comes back), and those of the lower run that they overlap.
 */
export function intoRun(levels: Levels, from: number, tables: readonly PlacedTable[]): Job {
  const target = from + 1, [lower] = levels[target] ?? [];
  const upper = levels[from]!.flatMap((run) => neighbours(run.tables, tables));
  const inputs = lower === undefined ? upper : [...upper, ...within(lower.tables, upper)];
  return {
    inputs: names(inputs),
    level: target,
    ...(lower === undefined ? {} : { run: lower.number }),
  };
}

/** The job that makes one new run of all the runs of a level, in the level below. */
export function intoNewRun(levels: Levels, from: number): Job {
  return { inputs: names(levels[from]!.flatMap(({ tables }) => tables)), level: from + 1 };
}

/** The job that moves tables of a level down, whatever the runs of that level and the next. */
export function downward(levels: Levels, from: number, tables: readonly PlacedTable[]): Job {
  const all = levels[from]!.length > 1 ? tablesOf(levels[from]) : tables;
  if ((levels[from + 1]?.length ?? 0) <= 1) return intoRun(levels, from, all);
  const inputs = levels[from]!.flatMap((run) => neighbours(run.tables, all));
  return { inputs: names(inputs), level: from + 1 };
}

/** What of a run shares a key with a table of it that is taken, directly or by a table between. */
function neighbours(
  run: readonly PlacedTable[],
  taken: readonly PlacedTable[],
): readonly PlacedTable[] {
  const isIn = run.map((table) => taken.includes(table));
  const touch = (i: number) => compareKeys(run[i]!.largest, run[i + 1]!.smallest) >= 0;
  for (let i = 0; i + 1 < run.length; i++) if (isIn[i] && touch(i)) isIn[i + 1] = true;
  for (let i = run.length - 2; i >= 0; i--) if (isIn[i + 1] && touch(i)) isIn[i] = true;
  return run.filter((_, i) => isIn[i]);
}

/** What of a run lies where these do; with whole neighbours, until no more is met. */
function within(
  run: readonly PlacedTable[],
  tables: readonly PlacedTable[],
): readonly PlacedTable[] {
  const hull = hullOf(tables)!;
  return neighbours(run, run.filter((table) => overlap(table, hull)));
}

function names(tables: readonly PlacedTable[]): ReadonlySet<string> {
  return new Set(tables.map(({ name }) => name));
}

/**
 * Whether to merge tables would write them again as they are, so that they can be moved instead (LevelDB's
 * trivial move): no two share a key, and none has a tombstone that might go. Versions that only a released
 * snapshot needed go when something else of their keys is compacted.
 */
export function canMove(tables: readonly PlacedTable[]): boolean {
  const sorted = tables.toSorted((a, b) => compareKeys(a.smallest, b.smallest));
  return sorted.every((table, i) => {
    const next = sorted[i + 1];
    return table.tombstones === 0 && (next === undefined || !overlap(table, next));
  });
}

/** Why a job may not be done, in words; none if it may. */
export function objections(levels: Levels, job: Job): readonly string[] {
  const all = levels.flatMap((level, i) =>
    level.flatMap(({ number, tables }) =>
      tables.map((table) => ({ table, place: { level: i, run: number } }))
    )
  );
  const inputs = all.filter(({ table }) => job.inputs.has(table.name));
  if (inputs.length < Math.max(1, job.inputs.size)) return ["an input is not there"];
  const target: Place = { level: job.level, run: job.run ?? Infinity };
  const hull = hullOf(inputs.map(({ table }) => table))!;
  const rest = all.filter(({ table }) => !job.inputs.has(table.name) && overlap(table, hull));
  return rest.flatMap(({ table, place }) => {
    const order = Math.sign(compare(place, target));
    if (order === 0) return [`${table.name} of the run that grows lies between the inputs`];
    return inputs.flatMap((input) =>
      !overlap(input.table, table) || Math.sign(compare(place, input.place)) === order
        ? []
        : [`${table.name} would change places with ${input.table.name}`]
    );
  });
}

/** Below 0 if the first is newer than the second, above 0 if it is older. */
function compare(a: Place, b: Place): number {
  return a.level - b.level || b.run - a.run || 0;
}
