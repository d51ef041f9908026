/**
 * A log that can be made to leave something out: how its entries are laid out, and each step that it
 * takes with its disk, is a part of its own.
 *
 * @module
 */

import type { Disk } from "../../storage/disk/disk.ts";

/** The file. */
export const LOG = "log";

/** How entries stand in a log. */
export interface Layout {
  /** A body as it is appended at `place` of the file, when the first `durable` bytes of that are durable. */
  entry(body: Uint8Array, place: number, durable: number): Uint8Array;
  /** The bodies that a file holds, and where they end: what comes after was torn. Throws if it is corrupt. */
  read(file: Uint8Array): { readonly bodies: readonly Uint8Array[]; readonly end: number };
}

/** How what was appended is made durable, and told to be. */
export type Finish = (disk: Disk, done: () => void) => void;

/** A step that some log leaves out. */
export type Step = "sync of the folder" | "sync of the cut" | "refusal after a failure";

/** What a log is made of. */
export interface LogParts {
  /** How its entries stand. */
  readonly layout: Layout;
  /** Default: it syncs, and then it tells. */
  readonly finish?: Finish;
  /** What it does not do; default: it does everything. */
  readonly omits?: Step;
}

/** An open log. */
export interface TinyLog {
  /** What it held when it was opened. */
  readonly bodies: readonly Uint8Array[];
  /** Appends an entry. */
  append(body: Uint8Array): void;
  /** Calls `done` when all that was appended counts as durable. */
  finish(done: () => void): void;
}

/** As it must be. */
const syncThenTell: Finish = (disk, done) => {
  disk.sync(LOG);
  done();
};

/** Has told when it is not sure yet. */
export const tellThenSync: Finish = (disk, done) => {
  done();
  disk.sync(LOG);
};

/** Cuts off what was torn, and goes on behind the last good entry. After any failure it does nothing more. */
export function openLog(disk: Disk, parts: LogParts): TinyLog {
  const { layout, finish = syncThenTell, omits } = parts;
  if (!disk.names().includes(LOG)) {
    disk.append(LOG, new Uint8Array());
    if (omits !== "sync of the folder") disk.syncFolder();
  }
  const { bodies, end } = layout.read(disk.read(LOG));
  if (end < disk.size(LOG)) {
    disk.truncate(LOG, end);
    if (omits !== "sync of the cut") disk.sync(LOG);
  }
  let durable = end, failure: { readonly cause: unknown } | undefined;
  const unlessItFailed = (work: () => void) => {
    if (failure !== undefined && omits !== "refusal after a failure") throw failure.cause;
    try {
      work();
    } catch (cause) {
      failure = { cause };
      throw cause;
    }
  };
  return {
    bodies,
    append: (body) =>
      unlessItFailed(() => {
        disk.append(LOG, layout.entry(body, disk.size(LOG), durable));
      }),
    finish: (done) =>
      unlessItFailed(() => {
        finish(disk, done);
        durable = disk.size(LOG);
      }),
  };
}
