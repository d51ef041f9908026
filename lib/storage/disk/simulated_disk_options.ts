/** What a simulated disk is like. @module */

import { counted } from "../../model/counted.ts";
import type { DiskCosts } from "./costs.ts";
import type { DiskFault } from "./faults.ts";
import type { Platter } from "./simulated_file.ts";

/** What a write is asked to change. */
export interface AskedWrite {
  /** How many bytes. */
  readonly bytes: number;
  /** From where on; at the end of the file, where it is not said. */
  readonly offset?: number;
}

/** What a disk is like. */
export interface SimulatedDiskOptions {
  /** What is on it, durably; default nothing. */
  readonly files?: ReadonlyMap<string, Uint8Array>;
  /** How much is written in one piece, in bytes; default 512. Tests use small ones, to meet every mixture. */
  readonly sectorBytes?: number;
  /**
   * The write of a sector may be torn at multiples of this, in bytes; default: it is written whole or not at
   * all.
   */
  readonly tearBytes?: number;
  /**
   * Whether a file that grew, and whose new contents are lost, may hold something else than zeros; default
   * false.
   */
  readonly garbage?: boolean;
  /** Whether any change of names may survive without those before it; default: the first so many do. */
  readonly anyNames?: boolean;
  /** How much room `reserve` makes, in bytes; default 0. */
  readonly roomBytes?: number;
  /** How much it holds, in bytes; default without end. */
  readonly capacityBytes?: number;
  /** Whether a write that does not fit is written as far as it does; default false. */
  readonly fillsUp?: boolean;
  /** What work costs; default nothing. */
  readonly costs?: Partial<DiskCosts>;
  /** What it does wrong; default nothing. */
  readonly faults?: readonly DiskFault[];
}

/** How the files of such a disk are kept. Throws `RangeError` for sizes that are none. */
export function platterOf(
  { sectorBytes = 512, tearBytes, garbage = false, roomBytes = 0, capacityBytes }:
    SimulatedDiskOptions,
): Platter {
  counted("roomBytes", roomBytes);
  if (capacityBytes !== undefined && !(capacityBytes >= 0)) {
    throw new RangeError(
      `Cannot make a disk because capacityBytes must be 0 or more: given ${capacityBytes}`,
    );
  }
  return {
    sectorBytes: atLeastOne("sectorBytes", sectorBytes),
    tearBytes: tearBytes === undefined ? undefined : atLeastOne("tearBytes", tearBytes),
    garbage,
  };
}

function atLeastOne(field: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new RangeError(
    `Cannot make a disk because ${field} must be a whole number from 1 on: given ${value}`,
  );
}
