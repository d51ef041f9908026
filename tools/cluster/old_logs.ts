/** Logs of earlier versions: they hold the store as one map, and not in pages. @module */

import type { Remembered, Saved } from "hb/consensus/raft/journal.ts";
import { emptyPagedMap, paging, setIn } from "hb/replicated/state_machine/paged_map.ts";

/** A record as this version writes it. */
export function upToDate(saved: Saved): Saved {
  return saved.type === "snapshot" ? inPages(saved) : saved;
}

function inPages(saved: Remembered & { type: "snapshot" }): Saved {
  const { machine } = saved.snapshot;
  if (!(machine instanceof Map)) return saved;
  const map = emptyPagedMap();
  for (const [key, value] of machine) setIn(map, key, value);
  return { ...saved, snapshot: { ...saved.snapshot, machine: paging.freeze(map) } };
}
