/** What must be true of an open store after every step. @module */

import { compareKeys } from "../engine/engine.ts";
import type { Inside } from "./inside.ts";
import { problemsOf } from "./levels.ts";
import type { Lsm } from "./lsm.ts";
import { namesOf, numberOfTable } from "./manifest.ts";
import type { Memtable } from "./memtable.ts";
import type { RunReader } from "./run_reader.ts";
import { compareVersions, type RangeTombstone, type Version } from "./table/version.ts";

/** What is wrong inside a store, in words; none if all is well. Reads all of every table. */
export function violations(lsm: Lsm): readonly string[] {
  const inside = lsm.inside();
  return [
    ...problemsOf(inside.levels),
    ...wrongFiles(inside),
    ...wrongSequences(inside),
    ...wrongMemtables(inside),
    ...wrongOrder(inside),
  ];
}

/** On the disk is what the levels name, and what somebody reads, writes, or will remove. */
function wrongFiles({ levels, files, others, nextFile }: Inside): readonly string[] {
  const named = namesOf(levels), there = new Set(files);
  const known = new Set([...named, ...others.held, ...others.obsolete, ...others.unfinished]);
  return [
    ...named.filter((name) => !there.has(name)).map((name) => `${name} counts and is not there`),
    ...files.filter((name) => !known.has(name)).map((name) => `nobody needs ${name}`),
    ...files.filter((name) => numberOfTable(name) >= nextFile)
      .map((name) => `the number of ${name} may be given again`),
  ];
}

function wrongSequences({ levels, flushed, frozen, last, snapshots }: Inside): readonly string[] {
  const problems: string[] = [];
  if (!(flushed <= frozen && frozen <= last)) {
    problems.push(`flushed up to ${flushed}, frozen up to ${frozen}, last ${last}`);
  }
  if (snapshots.some((one, i) => one > last || one < (snapshots[i - 1] ?? 0))) {
    problems.push(`snapshots at ${snapshots}, last ${last}`);
  }
  for (const { tables } of levels.flat()) {
    for (const { name, leastSequence, greatestSequence } of tables) {
      if (leastSequence > greatestSequence || greatestSequence > flushed) {
        problems.push(`${name} holds ${leastSequence} to ${greatestSequence} of ${flushed}`);
      }
    }
  }
  return problems;
}

/**
 * What was written after the freeze is in the memtable, and what was written after the flush in the frozen
 * one.
 */
function wrongMemtables({ memtables, flushed, frozen, last }: Inside): readonly string[] {
  const bounds = [[frozen, last], [flushed, frozen]] as const;
  return memtables.flatMap((memtable, i) => {
    const [above, upTo] = bounds[i]!;
    return [...versionsOf(memtable), ...memtable.ranges]
      .filter(({ sequence }) => sequence <= above || sequence > upTo)
      .map(({ sequence }) => `${sequence} is in a memtable of ${above + 1} to ${upTo}`);
  });
}

/** Rows are sorted, tables say what they hold, and what stands above is newer for each key. */
function wrongOrder({ memtables, runs }: Inside): readonly string[] {
  const problems: string[] = [], least = new Map<string, number>();
  const places: readonly (Memtable | RunReader)[] = [...memtables, ...runs];
  for (const place of places) {
    const oldest = new Map<string, number>();
    let before: Version | undefined;
    for (const version of versionsOf(place)) {
      const { key, sequence } = version, name = key.toHex();
      if (
        before !== undefined && compareVersions(before.key, before.sequence, key, sequence) >= 0
      ) {
        problems.push(`${name}@${sequence} is not behind the one before it`);
      }
      if (sequence >= (least.get(name) ?? Infinity)) {
        problems.push(`${name}@${sequence} lies below an older version`);
      }
      oldest.set(name, sequence);
      before = version;
    }
    for (const [name, sequence] of oldest) least.set(name, sequence);
    if (!("tables" in place)) continue;
    for (const { table, summary } of place.tables) {
      const wrong = table.ranges.length !== summary.ranges ||
        table.ranges.some((range) => reachesBeyond(range, summary));
      if (wrong) problems.push(`a range tombstone of ${summary.name} reaches beyond it`);
    }
  }
  return problems;
}

function reachesBeyond({ from, to }: RangeTombstone, hull: RunReader["tables"][0]["summary"]) {
  return compareKeys(from, hull.smallest) < 0 || compareKeys(to, hull.largest) > 0;
}

function* versionsOf(place: Memtable | RunReader): Generator<Version> {
  const cursor = place.cursor();
  for (cursor.first(); cursor.current !== undefined; cursor.next()) yield cursor.current;
}
