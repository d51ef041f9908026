/** Bugs of what a compaction takes, and of what it keeps. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/17-storage/answers.ts";
import type {
  Any,
  Compaction,
  CompactionOptions,
  Picking,
  Version,
} from "../../../exercises/17-storage/given.ts";
import { compaction } from "../compaction.ts";
import { picking } from "../picking.ts";

/** A compaction with other options. */
const optioned =
  (change: (options: CompactionOptions) => Partial<CompactionOptions>): Compaction =>
  (versions, options) => compaction(versions, { ...options, ...change(options) });

/** A compaction of which some is left out or put back. */
const filtered = (
  isKept: (version: Version, kept: readonly Version[], options: CompactionOptions) => boolean,
): Compaction =>
(versions, options) => {
  const all = [...versions], kept = [...compaction(all, options)];
  return all.filter((version) => isKept(version, kept, options));
};

const inputs = (change: (...given: Parameters<Picking["inputs"]>) => Any): Partial<Picking> => ({
  inputs: (...given) => ({ ...picking.inputs(...given), ...change(...given) }),
});

export const compactionMutants: Mutants<Answers> = {
  compaction: {
    "no-snapshots: snapshots are not asked for": optioned(() => ({ snapshots: [] })),
    "newest-snapshot: only the newest snapshot counts": optioned(({ snapshots }) => ({
      snapshots: snapshots.length === 0 ? [] : [Math.max(...snapshots)],
    })),
    "oldest-snapshot: only the oldest snapshot counts": optioned(({ snapshots }) => ({
      snapshots: snapshots.length === 0 ? [] : [Math.min(...snapshots)],
    })),
    "before: a snapshot does not see the version of its own number": optioned(({ snapshots }) => ({
      snapshots: snapshots.map((each) => each - 1),
    })),
    "anywhere: deletes are dropped wherever they are": optioned(() => ({ isBottom: () => true })),
    "never: deletes are never dropped": optioned(() => ({ isBottom: () => false })),
    "uncovers: at the bottom a delete goes although older versions stay": filtered((
      version,
      kept,
      { isBottom },
    ) => kept.includes(version) && !(version.kind === "delete" && isBottom(version.key))),
    "all-old: whatever is older than a snapshot is kept": filtered((version, kept, { snapshots }) =>
      kept.includes(version) || snapshots.some((each) => each > version.sequence)
    ),
    "no-ranges: range deletes are not asked for": optioned(() => ({ ranges: [] })),
    "with-end: a range delete hides the key at its end": optioned(({ ranges }) => ({
      ranges: ranges.map((each) => ({ ...each, to: `${each.to}\0` })),
    })),
    "for-all: a range delete hides from snapshots that are older": filtered((
      version,
      kept,
      { ranges },
    ) =>
      kept.includes(version) &&
      !ranges.some(({ from, to, sequence }) =>
        from <= version.key && version.key < to && sequence > version.sequence
      )
    ),
    "one-range: only the first range delete counts": optioned(({ ranges }) => ({
      ranges: ranges.slice(0, 1),
    })),
    "eager: all is read at once": filtered((version, kept) => kept.includes(version)),
    "first-key: bottom is what the first key's is": ((versions, options) => {
      let first: string | undefined;
      return compaction(versions, {
        ...options,
        isBottom: (key) => options.isBottom(first ??= key),
      });
    }) as Compaction,
  },
  picking: {
    "alone: only the table itself is taken": inputs((_levels, _level, table) => ({
      from: [table],
    })),
    "one-neighbour: of those that share a key one is taken": inputs((
      levels,
      level,
      table,
      most,
    ) => ({
      from: level === 0
        ? picking.inputs(levels, level, table, most).from
        : picking.inputs(levels, level, table, most).from.slice(0, 2),
    })),
    "both-sides: neighbours before it are taken, too": inputs((levels, level, table, most) => {
      const { from } = picking.inputs(levels, level, table, most),
        at = levels[level]!.findIndex(({ name }) => name === from[0]!.name);
      const before = levels[level]![at - 1];
      return level > 0 && before?.largest === from[0]!.smallest ? { from: [before, ...from] } : {};
    }),
    "newer: in level 0 newer tables are taken, too": inputs((levels, level, table, most) =>
      level > 0 ? {} : {
        from: levels[0]!.filter((each) =>
          picking.inputs(levels, level, table, most).from.includes(each) ||
          each.smallest <= table.largest && table.smallest <= each.largest
        ),
      }
    ),
    "direct: in level 0 only what overlaps with the table itself is taken": inputs((
      levels,
      level,
      table,
    ) =>
      level > 0 ? {} : {
        from: levels[0]!.slice(0, levels[0]!.findIndex(({ name }) => name === table.name) + 1)
          .filter((each) => each.smallest <= table.largest && table.smallest <= each.largest),
      }
    ),
    "inside: tables that only touch are not taken": inputs((levels, level, table, most) => {
      const { from } = picking.inputs(levels, level, table, most);
      const low = from.map(({ smallest }) => smallest).sort()[0]!,
        high = from.map(({ largest }) => largest).sort().at(-1)!;
      return {
        to: (levels[level + 1] ?? []).filter((each) => each.smallest < high && low < each.largest),
      };
    }),
    "own-keys: below, only what overlaps with the first table is taken": inputs((
      levels,
      level,
      table,
    ) => ({
      to: (levels[level + 1] ?? []).filter((each) =>
        each.smallest <= table.largest && table.smallest <= each.largest
      ),
    })),
    "several: several tables are moved": inputs((levels, level, table, most) => ({
      isMove: picking.inputs(levels, level, table, most).to.length === 0,
    })),
    "far: what is below the next level is not looked at": {
      inputs: (levels, level, table) => picking.inputs(levels, level, table, Infinity),
    },
    "never-moves: everything is merged": inputs(() => ({ isMove: false })),
    "small: tables are moved over less only": {
      inputs: (levels, level, table, most) => picking.inputs(levels, level, table, most - 1),
    },
    "first: the first table is always next": { next: ([first]) => first! },
    "stays: nothing comes after the last table": {
      next: (tables, after) =>
        tables.find(({ largest }) => after === undefined || largest > after) ?? tables.at(-1)!,
    },
    "skips: a table that begins at the last key is left out": {
      next: (tables, after) =>
        tables.find(({ smallest }) => after === undefined || smallest > after) ?? tables[0]!,
    },
  },
};
