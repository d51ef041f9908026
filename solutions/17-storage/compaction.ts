/** Part 7: what a compaction keeps. */

import type { Compaction, Version } from "../../exercises/17-storage/given.ts";

export const compaction: Compaction = function* (versions, { snapshots, ranges, isBottom }) {
  const readers = [...snapshots, Infinity];
  let key: string | undefined, newer = Infinity, held: Version[] = [];
  for (const version of versions) {
    if (version.key !== key) {
      // Nothing older of the last key came that is kept.
      if (key !== undefined && !isBottom(key)) yield* held;
      held = [];
      key = version.key;
      newer = Infinity;
    }
    const { sequence } = version;
    const hiding = ranges.filter((each) =>
      each.from <= version.key && version.key < each.to && each.sequence > sequence
    );
    const hidden = Math.min(newer, ...hiding.map((each) => each.sequence));
    const isSeen = readers.some((reader) =>
      reader >= sequence && (reader < hidden || hidden === Infinity)
    );
    newer = sequence;
    if (!isSeen) continue;
    if (version.kind === "delete") held.push(version);
    else {
      yield* held;
      held = [];
      yield version;
    }
  }
  if (key !== undefined && !isBottom(key)) yield* held;
};
