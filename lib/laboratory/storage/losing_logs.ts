/**
 * Stores that append each value to a log, where the last one counts: five that lose it, and one that does
 * not.
 *
 * @module
 */

import { again } from "./careless.ts";
import { bodyChecked, cuts, lines, safe } from "./layouts.ts";
import { type Finish, LOG, type LogParts, openLog, tellThenSync } from "./tiny_log.ts";
import { bytesOf, type TinyStoreKind, valueOf } from "./tiny_store.ts";

/** The store of the last value in a log. */
function storeIn(parts: LogParts): TinyStoreKind["open"] {
  return (disk) => {
    const log = openLog(disk, parts);
    let last = log.bodies.at(-1);
    return {
      get: () => last === undefined ? undefined : valueOf(last),
      put(value, done) {
        log.append(bytesOf(value));
        log.finish(done);
        last = bytesOf(value);
      },
    };
  };
}

/** Until it succeeds: as if the disk had kept what it could not write. */
const syncAgain: Finish = (disk, done) => {
  again(() => disk.sync(LOG));
  done();
};

/** Does all the rest as it should. */
export const tellsBeforeItSyncs: TinyStoreKind = {
  name: "syncs when it has told",
  open: storeIn({ layout: safe, finish: tellThenSync }),
};

/** Half a value cannot be told from a value. */
export const withoutChecks: TinyStoreKind = {
  name: "appends to a log without check sums",
  open: storeIn({ layout: lines }),
};

/**
 * The check of no bytes is 0: where a file grew and its bytes are lost, zeros are read as values of no bytes.
 */
export const checksTheValueAlone: TinyStoreKind = {
  name: "has a check sum of the value, and not of its length",
  open: storeIn({ layout: bodyChecked }),
};

/** The sync that succeeds has nothing to do with what the one before it lost (Rebello and others 2020). */
export const syncsAgain: TinyStoreKind = {
  name: "tries a sync again that failed",
  open: storeIn({ layout: safe, finish: syncAgain }),
};

/** Takes corruption for a torn tail (Alagappan and others 2018). */
export const cutsAtTheFirstBadEntry: TinyStoreKind = {
  name: "cuts its log at the first bad check sum",
  open: storeIn({ layout: cuts }),
};

/** Loses nothing that it told to be durable; what a disk lost for it, it says. */
export const keepsItsPromise: TinyStoreKind = {
  name:
    "syncs, then tells; cuts what was torn, and refuses what is corrupt; trusts no disk that failed",
  open: storeIn({ layout: safe }),
};
