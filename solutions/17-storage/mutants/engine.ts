/**
 * Bugs of an engine: it opens another disk than it is given, makes other choices, or hands on something
 * else.
 *
 * @module
 */

import type { Answers } from "../../../exercises/17-storage/answers.ts";
import type { Any, Engine, Opening, Range } from "../../../exercises/17-storage/given.ts";
import type { Mutants } from "hb/grade/mutants.ts";
import { engine, openWith } from "../engine.ts";
import { due } from "../engine_sizes.ts";
import { entry } from "../entry.ts";
import { recovery } from "../recovery.ts";
import { nothing } from "./disguised.ts";
import { but, isLog, isTable, on, unsynced, writes } from "./engine_but.ts";
import { engineDisks } from "./engine_disks.ts";
import { engineHands } from "./engine_hands.ts";

export const engineMutants: Mutants<Answers> = {
  engine: {
    ...engineHands,
    ...engineDisks,
    "memory: everything stays in memory, and in the log": {
      open: (disk) => openWith(disk, { memoryBytes: Infinity, logBytes: Infinity, due }),
    },
    "never-compacts: tables are never merged": {
      open: (disk, { memoryBytes }) =>
        openWith(disk, { memoryBytes, logBytes: 4 * memoryBytes, due: () => 1 }),
    },
    "always-compacts: all tables are merged every time": {
      open: (disk, { memoryBytes }) =>
        openWith(disk, { memoryBytes, logBytes: 4 * memoryBytes, due: (sizes) => sizes.length }),
    },
    "log-unsynced: the log is not synced": unsynced(isLog),
    "table-unsynced: tables are not synced": unsynced(isTable),
    "unnamed: the folder is not synced": on(() => ({ syncFolder: nothing })),
    "contents-unsynced: the list of files is not synced before it is named": unsynced((name) =>
      name.startsWith("contents")
    ),
    "syncs-all: every write is synced": writes((own, changes) =>
      own.batch(changes, { sync: true })
    ),
    "syncs-thrice: a log is synced three times": on((own) => ({
      sync(name) {
        own.sync(name);
        for (let more = isLog(name) ? 2 : 0; more > 0; more--) own.sync(name);
      },
    })),
    "syncs-none: a batch is not synced when it is asked for": writes((own, changes) =>
      own.batch(changes)
    ),
    "swallows: a sync that fails is overlooked": on((own) => ({
      sync(name) {
        try {
          own.sync(name);
        } catch {
          // It may do the next time.
        }
      },
    })),
    "again: a sync that fails is tried again": on((own) => ({
      sync(name) {
        try {
          own.sync(name);
        } catch {
          own.sync(name);
        }
      },
    })),
    "forgives: after a failure it goes on": (() =>
      ({
        open(disk, options) {
          let own = engine.open(disk, options);
          const using = (name: keyof Engine) => (...given: Any[]) => {
            try {
              return (own[name] as Any)(...given);
            } catch (error) {
              if (String(error).includes("the disk must")) own = engine.open(disk, options);
              throw error;
            }
          };
          const names = [
            "get",
            "scan",
            "put",
            "delete",
            "batch",
            "snapshot",
            "sync",
            "close",
          ] as const;
          return Object.fromEntries(names.map((name) => [name, using(name)])) as unknown as Engine;
        },
      }) satisfies Opening)(),
    "one-by-one: the changes of a batch are written one by one": writes((own, changes, options) => {
      for (const change of changes) own.batch([change], options);
    }),
    "backwards: the changes of a batch are made in reverse": writes((own, changes, options) =>
      own.batch([...changes].reverse(), options)
    ),
    "no-empty: an empty value is none": but((own) => ({
      get(key) {
        const value = own.get(key);
        return value?.length === 0 ? undefined : value;
      },
    })),
    "with-end: a scan goes on to its end": but((own) => ({
      scan: ({ from, to }: Range = {}) =>
        own.scan({ ...(from && { from }), ...(to && { to: new Uint8Array([...to, 0]) }) }),
    })),
    "no-start: a scan begins at the first key": but((own) => ({
      scan: ({ to }: Range = {}) => own.scan(to === undefined ? {} : { to }),
    })),
    "late: a scan begins when it is first asked": but((own) => ({
      *scan(range) {
        yield* own.scan(range);
      },
    })),
    "no-snapshot: a snapshot shows what is there now": but((own) => ({
      snapshot() {
        own.snapshot().release();
        let isReleased = false;
        const used = <T>(use: () => T): T => {
          if (isReleased) throw new Error("it is released");
          return use();
        };
        return {
          get: (key) => used(() => own.get(key)),
          scan: (range) => used(() => own.scan(range)),
          release: () => void (isReleased = true),
        };
      },
    })),
    "held: a snapshot that was released can be read": but((own) => ({
      snapshot: () => ({ ...own.snapshot(), release: () => {} }),
    })),
    "hands-out: what it gives is its own": but((own) => {
      const given = new Map<string, Uint8Array>();
      return {
        get(key) {
          const value = own.get(key), hex = key.toHex(), last = given.get(hex);
          if (value === undefined) return undefined;
          if (last === undefined) given.set(hex, value);
          return last ?? value;
        },
        batch(changes, options) {
          given.clear();
          own.batch(changes, options);
        },
        put(key, value, options) {
          given.clear();
          own.put(key, value, options);
        },
        delete(key, options) {
          given.clear();
          own.delete(key, options);
        },
      };
    }),
    "never-closes: it goes on when it is closed": but((own) => ({ close: () => own.sync() })),
    "whole-tables: a table is read whole": on((own) => ({
      readAt(name, offset, length) {
        own.read(name);
        return own.readAt(name, offset, length);
      },
    })),
    "reads-all: all tables are read when it opens": {
      open(disk, options) {
        for (const name of disk.names()) disk.read(name);
        return engine.open(disk, options);
      },
    },
    "cuts: a log is cut at the first bad entry": on((own) => ({
      read(name) {
        const file = own.read(name), found = isLog(name) && recovery(file, entry.read);
        return found && "corrupt" in found ? file.slice(0, found.corrupt) : file;
      },
    })),
    "keeps-files: what is old is not removed": on(() => ({ remove: nothing })),
    "removes-early: old files are removed before the new ones count": on((own) => {
      let doomed: string[] = [];
      return {
        append(name, bytes) {
          own.append(name, bytes);
          if (name.startsWith("contents") && own.names().includes("contents")) {
            for (const each of doomed = own.names().filter(isLog).slice(0, -1)) own.remove(each);
          }
        },
        remove: (name) => doomed.includes(name) ? undefined : own.remove(name),
      };
    }),
    "long-log: the log of one key that is put again and again grows": {
      open: (disk, { memoryBytes }) => openWith(disk, { memoryBytes, logBytes: Infinity, due }),
    },
  },
};
