/** Stories in which what is around the store makes the mistake: its filter, its reader, its disk. @module */

import { bloom } from "../../storage/bloom/bloom.ts";
import type { FilterKind } from "../../storage/bloom/filter.ts";
import { KeyHashes } from "../../storage/bloom/key_hash.ts";
import { SimulatedDisk } from "../../storage/disk/simulated_disk.ts";
import type { Entry } from "../../storage/engine/engine.ts";
import type { Lsm } from "../../storage/lsm/lsm.ts";
import { RangeTombstones } from "../../storage/lsm/range_tombstones.ts";
import { Scanning } from "../../storage/lsm/scanning.ts";
import { merging } from "../../storage/lsm/table/merging.ts";
import {
  bytes,
  flush,
  type LsmStory,
  openStore,
  put,
  readText,
  syncingOtherwise,
} from "./lsm_story.ts";

/** Nearly no key is found. */
export const filterOfVersions: LsmStory = {
  mistake: "the filter is built of keys with their sequences, and asked for keys without",
  source:
    "an internal key is a user key with its sequence (LevelDB, db/dbformat.h); a filter must be of one kind",
  plot: "200 keys are put, and flushed. All of them are read.",
  tell() {
    const keys = Array.from({ length: 200 }, (_, i) => `key ${i}`);
    const found = (filter: FilterKind) => {
      const store = openStore({ filter });
      for (const key of keys) put(store, key, "here");
      flush(store);
      const count = keys.filter((key) => readText(store, key) === "here").length;
      return { read: `${count} of ${keys.length}` };
    };
    // The n-th key is put with sequence n.
    const internal = keys.map((key, i) => bytes(`${key}${String(i + 1).padStart(8, "0")}`));
    const ofVersions: FilterKind = {
      name: "of keys with their sequences",
      build() {
        const hashes = new KeyHashes();
        for (const key of internal) hashes.add(key);
        return bloom(10).build(hashes);
      },
    };
    return { wrong: found(ofVersions), right: found(bloom(10)) };
  },
};

/** Money comes out of nowhere. */
export const halfABatch: LsmStory = {
  mistake: "an iterator sees what is written while it goes on",
  source: "LevelDB, doc/index.md, Snapshots: an iterator reads an implicit snapshot",
  plot:
    "Ada has 100 and Bob has 0. A scan reads Ada. One batch gives 50 of Ada's to Bob. The scan " +
    "goes on. What they have is added up.",
  tell() {
    const total = (scanOf: (store: Lsm) => IterableIterator<Entry>) => {
      const store = openStore();
      put(store, "ada", "100");
      put(store, "bob", "0");
      const scan = scanOf(store), amounts: number[] = [];
      for (const { value } of scan) {
        amounts.push(Number(new TextDecoder().decode(value)));
        if (amounts.length > 1) continue;
        store.batch(["ada", "bob"].map((key) => ({
          type: "put",
          key: bytes(key),
          value: bytes("50"),
        })));
      }
      return { read: `${amounts.join(" + ")} = ${amounts.reduce((sum, one) => sum + one)}` };
    };
    return { wrong: total(scanOfAll), right: total((store) => store.scan()) };
  },
};

/** Goes through the memtable whatever the sequence: the store's own scan, but for the one number. */
function scanOfAll(store: Lsm): Scanning {
  const cursor = merging(store.inside().memtables.map((one) => one.cursor()));
  return new Scanning({
    cursor,
    ranges: new RangeTombstones(),
    sequence: Infinity,
    assertOpen: () => {},
    release: () => {},
  }, {});
}

/** The store cannot be opened any more. */
export const unsyncedTable: LsmStory = {
  mistake: "the manifest names a table that is not synced",
  source: "LevelDB, db/builder.cc: the table is synced before the edit that names it",
  plot: "tea is put, durably, and flushed; the log of it goes. The power goes too. tea is read.",
  tell() {
    const afterFlush = (syncsTables: boolean) => {
      const disk = new SimulatedDisk({ sectorBytes: 64 });
      const careless = syncingOtherwise(disk, "0", () => {});
      const store = openStore({ disk: syncsTables ? disk : careless });
      put(store, "tea", "hot", true);
      flush(store);
      return { read: worstAfterCrash(disk, "tea", "hot") };
    };
    return { wrong: afterFlush(false), right: afterFlush(true) };
  },
};

/** Somebody has read what never was. */
export const appliedTooEarly: LsmStory = {
  mistake: "a batch can be read before its record is durable",
  source:
    "Ganesan and others 2020, Strong and efficient consistency with consistency-aware durability",
  plot:
    "tea is cold, durably. It is put to be hot, to be durable. As the log is about to be synced, " +
    "tea is read, and the power goes. tea is read again.",
  tell() {
    const twice = (isEarly: boolean) => {
      const disk = new SimulatedDisk();
      let isArmed = false, told = "";
      const moment = (store: Lsm) => {
        if (!isArmed) return;
        isArmed = false;
        told = `${readText(store, "tea")}, and then ${worstAfterCrash(disk, "tea", "hot")}`;
      };
      // The store that is too early is told that its log is synced when it is not.
      const early = syncingOtherwise(disk, "log-", (name) => {
        if (!isArmed) disk.sync(name);
      });
      const store = openStore({ disk: isEarly ? early : disk });
      put(store, "tea", "cold", true);
      isArmed = true;
      disk.before = (operation) => operation.startsWith("sync log-") ? moment(store) : undefined;
      put(store, "tea", "hot", true);
      moment(store);
      return { read: told };
    };
    return { wrong: twice(true), right: twice(false) };
  },
};

/**
 * What is read under a key after the first crash in which it is not `expected`; that, if it is so after
 * all.
 */
function worstAfterCrash(disk: SimulatedDisk, key: string, expected: string): string {
  for (const { disk: left } of disk.afterCrash()) {
    const read = readAfter(left, key);
    if (read !== expected) return read;
  }
  return expected;
}

function readAfter(disk: SimulatedDisk, key: string): string {
  try {
    return readText(openStore({ disk }), key);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
