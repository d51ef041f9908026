/** Bugs of an engine in what it does with its disk: when it opens, and when something fails. @module */

import { entry } from "../entry.ts";
import { engine, openWith } from "../engine.ts";
import { due } from "../engine_sizes.ts";
import type { Any, Change, Disk, Engine, Opening } from "../../../exercises/17-storage/given.ts";
import { disguised } from "./disguised.ts";
import { but, isLog, on, writes } from "./engine_but.ts";

/** While it opens, it does something else with its disk. */
const opening = (change: (own: Disk) => Partial<Disk>): Partial<Opening> => ({
  open(disk, options) {
    let isOpening = true;
    const changed = (own: Disk) =>
      Object.fromEntries(
        Object.entries(change(own)).map(([name, other]) => [
          name,
          (...given: Any[]) =>
            (isOpening ? (other as Any) : (own[name as keyof Disk] as Any).bind(own))(...given),
        ]),
      );
    const opened = engine.open(disguised(disk, changed), options);
    isOpening = false;
    return opened;
  },
});

/** While it opens, its log is not synced: where it was cut before, or was not. */
const unsyncedLog = (isSo: (isCut: boolean) => boolean): Partial<Opening> =>
  opening((own) => {
    let isCut = false;
    return {
      truncate(name, length) {
        isCut = true;
        own.truncate(name, length);
      },
      sync: (name) => isLog(name) && isSo(isCut) ? undefined : own.sync(name),
    };
  });

/** The entries of its log say that something else was durable. */
const proving = (isSo: (syncs: number) => boolean): Partial<Opening> =>
  on((own) => {
    const durable = new Map<string, number>();
    let syncs = 0;
    return {
      append(name, bytes) {
        const at = own.names().includes(name) ? own.size(name) : 0;
        const file = new Uint8Array(at + bytes.length);
        file.set(bytes, at);
        const found = isLog(name) ? entry.read(file, at) : undefined;
        own.append(
          name,
          found ? entry.write(found.body, at, durable.get(name) ?? 0) : bytes,
        );
      },
      sync(name) {
        own.sync(name);
        if (isLog(name) && isSo(syncs++)) durable.set(name, own.size(name));
      },
    };
  });

/** After so many refusals, or when it is asked for this, it goes on as if nothing had failed. */
const forgiving = (forgives: (refusals: number, name: keyof Engine, given: Any[]) => boolean) =>
  ({
    open(disk, options) {
      let own = engine.open(disk, options), refusals = 0, hasFailed = false;
      const using = (name: keyof Engine) => (...given: Any[]) => {
        if (hasFailed && forgives(refusals, name, given)) {
          own = engine.open(disk, options);
          hasFailed = false;
        }
        try {
          return (own[name] as Any)(...given);
        } catch (error) {
          if (hasFailed) refusals++;
          hasFailed ||= String(error).includes("the disk must");
          throw error;
        }
      };
      const names = "get scan put delete batch snapshot sync close".split(" ") as (keyof Engine)[];
      return Object.fromEntries(names.map((name) => [name, using(name)])) as unknown as Engine;
    },
  }) satisfies Opening;

/** How it ends, when something has failed before, and when it fails now. */
const closing = (swallows: (hasFailed: boolean) => boolean): Partial<Opening> =>
  but((own) => {
    let hasFailed = false;
    const noting = <G extends unknown[]>(use: (...given: G) => void) => (...given: G) => {
      try {
        use(...given);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    };
    return {
      put: noting(own.put),
      delete: noting(own.delete),
      batch: noting(own.batch),
      sync: noting(own.sync),
      close() {
        try {
          own.close();
        } catch (error) {
          if (!swallows(hasFailed)) throw error;
        }
      },
    };
  });

/** Batches are written in pieces of so many changes. */
const inPieces = (size: number) =>
  writes((own, changes: readonly Change[], options) => {
    for (let at = 0; at === 0 || at < changes.length; at += size) {
      own.batch(changes.slice(at, at + size), options);
    }
  });

const dropping = (dropsDeletes: (below: number) => boolean): Partial<Opening> => ({
  open: (disk, { memoryBytes }) =>
    openWith(disk, { memoryBytes, logBytes: 4 * memoryBytes, due, dropsDeletes }),
});

export const engineDisks: Readonly<Record<string, Partial<Opening>>> = {
  "found-unsynced: what it finds in a log is not synced": unsyncedLog((isCut) => !isCut),
  "cut-unsynced: where it cuts its log, that is not synced": unsyncedLog((isCut) => isCut),
  "names-unsynced: the names that it finds are not synced": opening((own) => {
    const isNew = !own.names().includes("contents");
    return { syncFolder: () => isNew ? own.syncFolder() : undefined };
  }),
  "proof-lost: what it finds in a log is not called durable": proving((syncs) => syncs > 0),
  "no-proof: the entries of a log do not say what is durable": proving(() => false),
  "close-swallows: if the sync of `close` fails, nobody hears of it": closing((hasFailed) =>
    !hasFailed
  ),
  "close-forgets: after a failure it is closed as if nothing was": closing((hasFailed) =>
    hasFailed
  ),
  "tires: when it has refused four times, it goes on": forgiving((refusals) => refusals >= 4),
  "batch-forgives: a batch of two goes on after a failure": forgiving((
    _refusals,
    name,
    [changes],
  ) => name === "batch" && changes.length > 1),
  "sixteen: a batch is written in pieces of sixteen changes": inPieces(16),
  "keeps-deletes: deletes are never dropped": dropping(() => false),
  "drops-deletes: deletes are dropped in every merge": dropping(() => true),
};
