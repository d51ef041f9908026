/** Stories in which the store itself keeps a rule wrongly. @module */

import { SimulatedDisk } from "../../storage/disk/simulated_disk.ts";
import type { Rules } from "../../storage/lsm/rules.ts";
import {
  bytes,
  compacted,
  type Ending,
  flush,
  type LsmStory,
  openStore,
  put,
  readText,
} from "./lsm_story.ts";

/** A run with a rule of the story's, and one with the store's own. */
function withRule(wrong: Partial<Rules>, run: (rules: Partial<Rules>) => Ending): LsmStory["tell"] {
  return () => ({ wrong: run(wrong), right: run({}) });
}

/** The deleted key comes back. */
export const droppedTombstone: LsmStory = {
  mistake: "a compaction drops a tombstone though an older version lies below",
  source: "LevelDB, doc/impl.md, Compactions: what may be dropped",
  plot:
    "tea is put, and lies on level 2. It is deleted, and the tombstone goes from level 0 to level 1. " +
    "tea is read.",
  tell: withRule({ below: () => [] }, (rules) => {
    const disk = new SimulatedDisk(), before = openStore({ disk });
    for (const key of ["cup", "milk", "tea"]) put(before, key, "hot");
    flush(before);
    before.compact(0);
    before.compact(1);
    before.delete(bytes("tea"));
    put(before, "pot", "full");
    flush(before);
    before.close();
    const store = openStore({ disk, rules });
    const levels = compacted(store, 0);
    return { read: readText(store, "tea"), levels };
  }),
};

/**
 * The older version is found before the newer one. LevelDB looked into the first of the two tables, and
 * lost the newer version to a level below when a later compaction took that table alone; this store looks
 * into the last, and is wrong at once.
 */
export const splitKey: LsmStory = {
  mistake: "a table ends between two versions of one key",
  source: "LevelDB issue 184",
  plot:
    "tea is cold, a snapshot is taken, and tea is hot. A compaction keeps both versions, and writes " +
    "several tables. tea is read, not from the snapshot.",
  tell: withRule({ mayCut: () => true }, (rules) => {
    const store = openStore({ rules, tableBytes: 1 });
    for (const key of ["cup", "tea", "water"]) put(store, key, "cold");
    store.snapshot();
    put(store, "tea", "hot");
    flush(store);
    const levels = compacted(store, 0);
    return { read: readText(store, "tea"), levels };
  }),
};

/** The newer value is there for a moment only. */
export const reusedSequence: LsmStory = {
  mistake: "recovery counts batches and not changes, and so gives sequences again that are in use",
  source: "RocksDB issue 1339",
  plot:
    "One batch puts cup, milk and tea, which is cold. The store is opened again. tea is hot; then " +
    "another key is put. tea is read.",
  tell: withRule({ lastAfter: (_, before) => before + 1 }, (rules) => {
    const disk = new SimulatedDisk(), before = openStore({ disk });
    const changes = ["cup", "milk", "tea"].map((key) =>
      ({ type: "put", key: bytes(key), value: bytes("cold") }) as const
    );
    before.batch(changes, { sync: true });
    before.close();
    const store = openStore({ disk, rules });
    put(store, "tea", "hot");
    put(store, "water", "hot");
    return { read: readText(store, "tea") };
  }),
};

/** What the snapshot saw is gone. */
export const forgottenSnapshot: LsmStory = {
  mistake: "a compaction does not ask which snapshots are held",
  source: "LevelDB, db/db_impl.cc: the smallest snapshot is what a compaction must keep",
  plot:
    "tea is cold, a snapshot is taken, and tea is hot. The two tables are compacted. tea is read from " +
    "the snapshot.",
  tell: withRule({ kept: () => [] }, (rules) => {
    const store = openStore({ rules });
    for (const key of ["cup", "tea"]) put(store, key, "cold");
    flush(store);
    const snapshot = store.snapshot();
    for (const key of ["tea", "water"]) put(store, key, "hot");
    flush(store);
    const levels = compacted(store, 0);
    return { read: readText(snapshot, "tea"), levels };
  }),
};
