/** Where a journal keeps its entries: in a write-ahead log, or in a storage engine. @module */

import type { Soon } from "../storage/engine/engine.ts";
import { OperationalError } from "./operational_error.ts";

/** An open log of entries. */
export interface JournalLog {
  /** Where it is, as a person reads it. */
  readonly where: string;
  /** How many bytes it has that count, those that were appended last too. */
  readonly size: number;
  /** All that counts, as it was when the log was opened; to be asked for before anything is appended. */
  begin(): readonly Uint8Array[];
  /** All that counts, read back; everything that was appended must be durable. */
  read(): Soon<readonly Uint8Array[]>;
  /** Appends bodies, which are durable after `sync`; after a crash before, the first few may be. */
  append(bodies: readonly Uint8Array[]): void;
  /**
   * Makes durable what was appended; nothing is appended meanwhile. `onTheSpot`: whoever waits wants
   * nothing else to be done before, if the log can do both.
   */
  sync(onTheSpot: boolean): Promise<void>;
  /**
   * Divides what is there from what will be appended. All must be durable, and nothing may be appended
   * meanwhile.
   */
  divide(): Promise<void>;
  /**
   * Puts a checkpoint of these pieces in the place of all before the last division, in one step: after a
   * crash there is either all of the old or all of the new. Meanwhile the log may grow. False: it was
   * given up, as `isGivenUp` is asked between pieces, and the log is as it was.
   */
  replace(pieces: Iterable<Uint8Array>, isGivenUp: () => boolean): Promise<boolean>;
  /**
   * Notes how far the log is durable, at no cost: a log that ends before that is refused when it is
   * opened.
   */
  mark(): void;
  /** Lets it go; nothing may be under way. */
  close(): Soon<void>;
}

/** Whose log it is. */
export function logOwner(self: number, cluster: string): string {
  return `node ${self} of cluster "${cluster}"`;
}

/** What to do about a log that is not what it was. */
export const WAYS_OUT: string =
  "Restore the folder from a backup that was made since the node stopped; or let the node " +
  "leave the cluster, and join anew under another number, as a learner";

/** The error of a node that has run before, and whose log is not there. */
export function missingLog(owner: string, where: string): OperationalError {
  return new OperationalError(
    `Cannot start ${owner} because its log must be in ${where}: given none. ` +
      "Without it, the node would break what it has promised, and acknowledged writes could be lost. " +
      WAYS_OUT,
  );
}

/** A turn of the event loop: whatever waits has it before the promise resolves. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
