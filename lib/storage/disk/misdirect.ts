/** A write that goes astray. @module */

import type { SimulatedFile } from "./simulated_file.ts";

/** A write, and where its first sector goes instead. */
export interface Misdirected {
  /** The file that it was for. */
  readonly file: SimulatedFile;
  /** Where in it. */
  readonly offset: number;
  /** What was to be written. */
  readonly bytes: Uint8Array;
  /** The file that is hit. */
  readonly to: SimulatedFile;
  /** Where in it; what would lie behind its end goes nowhere. */
  readonly place: number;
  /** How much goes astray at most. */
  readonly sectorBytes: number;
}

/**
 * Writes what belongs to the first sector elsewhere, and the rest where it belongs; lengths are as they
 * should be.
 */
export function misdirect(write: Misdirected, tick: () => number): void {
  const { file, offset, bytes, to, place, sectorBytes } = write;
  const astray = bytes.subarray(0, sectorBytes - offset % sectorBytes);
  const written = bytes.slice().fill(0, 0, astray.length);
  written.set(file.read(offset, astray.length));
  file.write(offset, written, tick);
  to.write(place, astray.subarray(0, Math.max(0, to.length - place)), tick);
}
