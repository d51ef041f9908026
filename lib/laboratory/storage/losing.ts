/**
 * Eight stores that lose data in eight ways, one that does not, and the crashes that tell them apart.
 *
 * @module
 */

import type { CrashBudget, CrashReport, Tell } from "../../storage/disk/crash_report.ts";
import { exploreCrashes } from "../../storage/disk/crashes.ts";
import { DiskFailure, type DiskFault } from "../../storage/disk/faults.ts";
import { SimulatedDisk, type SimulatedDiskOptions } from "../../storage/disk/simulated_disk.ts";
import { forgetsTheFolder, inPlace, renamesUnsynced } from "./losing_files.ts";
import {
  checksTheValueAlone,
  cutsAtTheFirstBadEntry,
  keepsItsPromise,
  syncsAgain,
  tellsBeforeItSyncs,
  withoutChecks,
} from "./losing_logs.ts";
import type { TinyStore, TinyStoreKind } from "./tiny_store.ts";

/** A store that loses something, and what must go wrong for it. */
export interface LosingStore {
  /** The store. */
  readonly kind: TinyStoreKind;
  /** What the disk does wrong, besides that it forgets; mostly nothing. */
  readonly faults: readonly DiskFault[];
}

/** All eight, in the order in which a book tells of them. */
export const losing: readonly LosingStore[] = [
  { kind: inPlace, faults: [] },
  { kind: tellsBeforeItSyncs, faults: [] },
  { kind: renamesUnsynced, faults: [] },
  { kind: forgetsTheFolder, faults: [] },
  { kind: withoutChecks, faults: [] },
  { kind: checksTheValueAlone, faults: [] },
  // Sync 0 is that of the folder, when the log begins; the next is that of the first value.
  { kind: syncsAgain, faults: [{ type: "sync fails", nth: 1 }] },
  // A byte of the first value, when the second is durable.
  {
    kind: cutsAtTheFirstBadEntry,
    faults: [{ type: "rot", nth: 6, name: "log", offset: 17, xor: 1 }],
  },
];

/** The ninth. */
export const keeping: TinyStoreKind = keepsItsPromise;

/** What is known of the values: they are put in order, the first is 1. */
export interface Puts {
  /** The last that was told to be durable; 0: none. */
  readonly told: number;
  /** The last that was put or begun to be put. */
  readonly begun: number;
}

/** How a store is explored. */
export interface StoreExploration {
  /** What the disk is like; by default its sectors have eight bytes. */
  readonly disk?: SimulatedDiskOptions;
  /** How much is tried. */
  readonly budget?: CrashBudget;
  /**
   * Whether it may refuse to open, as it must where the disk lost something that was durable. Default false.
   */
  readonly mayRefuse?: boolean;
  /** How many values are put; default 3. */
  readonly values?: number;
}

/** The value of a number: twelve times its letter, which is more than a sector. */
export function nthValue(number: number): string {
  return String.fromCharCode(96 + number).repeat(12);
}

/**
 * Puts a few values, and tries every crash; a store that comes back is asked for its value, and puts one
 * more.
 */
export function exploreStore(
  kind: TinyStoreKind,
  { disk, budget, mayRefuse = false, values = 3 }: StoreExploration = {},
): CrashReport<Puts> {
  return exploreCrashes<Puts>({
    start: new SimulatedDisk({ sectorBytes: 8, ...disk }),
    work: putting(kind, values),
    check(disk, puts = { told: 0, begun: 0 }, promise) {
      const store = opened(kind, disk, mayRefuse);
      if (store === undefined) return;
      const found = store.get(), number = numberOf(found);
      if (number === undefined) return `“${shown(found)}” is there, which nobody put`;
      if (number < puts.told) {
        return `${nthValue(puts.told)} was told to be durable, and ${found ?? "nothing"} is there`;
      }
      if (number > puts.begun) return `${found} is there, which was not put yet`;
      promise({ told: number, begun: number });
      unlessItFails(() => put(store, number + 1, promise));
    },
    ...(budget === undefined ? {} : { budget }),
  });
}

/** The work of a store into which so many values are put, for as long as the disk does not fail. */
export function putting(
  kind: TinyStoreKind,
  values: number,
): (disk: SimulatedDisk, promise: Tell<Puts>) => void {
  return (disk, promise) =>
    unlessItFails(() => {
      const store = kind.open(disk);
      for (let number = 1; number <= values; number++) put(store, number, promise);
    });
}

function put(store: TinyStore, number: number, promise: Tell<Puts>): void {
  promise({ told: number - 1, begun: number });
  store.put(nthValue(number), () => promise({ told: number, begun: number }));
}

/** A value as a person reads it: bytes that are no letters are dots. */
function shown(value: string | undefined): string {
  return (value ?? "").replace(/[^!-~]/g, "·");
}

/** A disk that fails ends the work. */
function unlessItFails(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof DiskFailure)) throw error;
  }
}

function opened(
  kind: TinyStoreKind,
  disk: SimulatedDisk,
  mayRefuse: boolean,
): TinyStore | undefined {
  try {
    return kind.open(disk);
  } catch (error) {
    if (mayRefuse) return undefined;
    throw error;
  }
}

/** 0 for no value, `undefined` for one that is none. */
function numberOf(value: string | undefined): number | undefined {
  if (value === undefined) return 0;
  const number = value.charCodeAt(0) - 96;
  return value === nthValue(number) && number > 0 ? number : undefined;
}
