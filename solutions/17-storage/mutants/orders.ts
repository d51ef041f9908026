/** Bugs of what goes well only in one order, or by another one than that of `<`. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/17-storage/answers.ts";
import type {
  Compaction,
  Levels,
  Merge,
  Picking,
  RangeDelete,
  Table,
} from "../../../exercises/17-storage/given.ts";
import { compaction } from "../compaction.ts";
import { group } from "../group.ts";
import { manifest } from "../manifest.ts";
import { merge } from "../merge.ts";
import { picking } from "../picking.ts";
import { roots } from "../roots.ts";

/** In a dictionary small letters and capitals stand together: the same in the order of `<`. */
const inDictionary = (key: string) => `${key.toLowerCase()}${key < "a" ? 0 : 1}`;

const filed = (table: Table): Table => ({
  ...table,
  smallest: inDictionary(table.smallest),
  largest: inDictionary(table.largest),
});

const unfiled = (all: Levels, tables: readonly Table[]) =>
  tables.map(({ name }) => all.flat().find((each) => each.name === name)!);

export const orderMutants: Mutants<Answers> = {
  group: {
    "sorted: puts are told in the order of their numbers": {
      synced(s, io) {
        s.syncing.sort((a: number, b: number) => a - b);
        group.synced(s, io);
      },
    },
    "range: all numbers from the first to the last are told": {
      synced(s, io) {
        const [first = 0] = s.syncing, last = s.syncing.at(-1) ?? -1;
        s.syncing = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
        group.synced(s, io);
      },
    },
    "zero: put 0 is nobody": {
      put(s, put, io) {
        if (put) group.put(s, put, io);
      },
    },
  },
  merge: {
    "one: only -1, 0 and 1 come out of a comparison":
      ((runs, compare) =>
        merge(runs, (a, b) => Math.abs(compare(a, b)) === 1 ? compare(a, b) : 0)) as Merge,
  },
  compaction: {
    "dictionary: a range delete goes by the order of a dictionary": ((versions, options) => {
      const ranges = options.ranges.map((each): RangeDelete => ({ ...each }));
      const keys = ["B", "a", "b", "c", "d"];
      const covered = ranges.flatMap((each) =>
        keys.filter((key) =>
          inDictionary(each.from) <= inDictionary(key) && inDictionary(key) < inDictionary(each.to)
        ).map((key): RangeDelete => ({ ...each, from: key, to: `${key}\0` }))
      );
      return compaction(versions, { ...options, ranges: covered });
    }) as Compaction,
    "last-range: of the range deletes of a key the one that came last counts":
      ((versions, options) => {
        const { ranges } = options;
        const lone = ranges.filter((each, at) =>
          !ranges.slice(at + 1).some(({ from, to }) => from <= each.from && each.to <= to)
        );
        return compaction(versions, { ...options, ranges: lone });
      }) as Compaction,
    "own-number: a range delete hides what has its own number":
      ((versions, options) =>
        compaction(versions, {
          ...options,
          ranges: options.ranges.map((each) => ({ ...each, sequence: each.sequence + 0.5 })),
          snapshots: options.snapshots.map((each) => each + 0.5),
        })) as Compaction,
  },
  picking: {
    "dictionary: keys are compared as in a dictionary": {
      inputs(levels, level, table, most) {
        const { from, to, isMove } = picking.inputs(
          levels.map((tables) => tables.map(filed)),
          level,
          filed(table),
          most,
        );
        return { from: unfiled(levels, from), to: unfiled(levels, to), isMove };
      },
      next: (tables, after) =>
        unfiled(
          [tables],
          [picking.next(tables.map(filed), after === undefined ? after : inDictionary(after))],
        )[0]!,
    } satisfies Picking,
  },
  manifest: {
    "dictionary: tables stand as in a dictionary": {
      apply(levels, edit) {
        const after = manifest.apply(levels, edit);
        return after.map((tables, level) =>
          level === 0
            ? tables
            : tables.toSorted((a, b) =>
              inDictionary(a.smallest) < inDictionary(b.smallest)
                ? -1
                : a.smallest === b.smallest
                ? 0
                : 1
            )
        );
      },
    },
  },
  roots: {
    "texts: pages are written in the order of their numbers as texts": {
      commit: (disk, commit) =>
        roots.commit(disk, { ...commit, pages: new Map([...commit.pages].sort()) }),
    },
    "own-page: the root stands where the number of its page says": {
      commit: (disk, commit) =>
        roots.commit(disk, { ...commit, root: { ...commit.root, transaction: commit.root.page } }),
    },
    "until: it ends at the first transaction whose pages are needed": {
      reusable(freed, readers, durable) {
        const oldest = Math.min(durable, ...readers);
        const at = freed.findIndex(({ transaction }) => transaction > oldest);
        return roots.reusable(at < 0 ? freed : freed.slice(0, at), readers, durable);
      },
    },
  },
};
