/**
 * What work on a disk costs: a model of time and nothing else. A disk that turns seeks for about 10 ms; one
 * of flash memory has no arm, and pays for syncs alone.
 *
 * @module
 */

/** What each thing takes. */
export interface DiskCosts {
  /** A sync, in ms. */
  readonly syncMs: number;
  /** A read or write that begins elsewhere than where the last one ended, in ms. */
  readonly seekMs: number;
  /** How many bytes are read in a ms. */
  readonly readBytesPerMs: number;
  /** How many bytes are written in a ms. */
  readonly writeBytesPerMs: number;
}

/** Nothing takes any time. */
export const free: DiskCosts = {
  syncMs: 0,
  seekMs: 0,
  readBytesPerMs: Infinity,
  writeBytesPerMs: Infinity,
};

/** What was done, and what it took. */
export class DiskMeter {
  /** How long it took, in ms. */
  spentMs = 0;
  /** How often something was read. */
  reads = 0;
  /** How many bytes were read. */
  bytesRead = 0;
  /** How often something was written. */
  writes = 0;
  /** How many bytes were written. */
  bytesWritten = 0;
  /** How often files or the folder were synced. */
  syncs = 0;
  /** How often a read or write began elsewhere than where the last one ended. */
  seeks = 0;
  readonly #costs: DiskCosts;
  /** Where the last one ended. */
  #file: object | undefined;
  #place = 0;

  /** Counts from 0. */
  constructor(costs: DiskCosts) {
    this.#costs = costs;
  }

  /** Something was read. */
  read(file: object, offset: number, bytes: number): void {
    this.reads++;
    this.bytesRead += bytes;
    this.spentMs += this.#moveTo(file, offset, bytes) + bytes / this.#costs.readBytesPerMs;
  }

  /** Something was written. */
  wrote(file: object, offset: number, bytes: number): void {
    this.writes++;
    this.bytesWritten += bytes;
    this.spentMs += this.#moveTo(file, offset, bytes) + bytes / this.#costs.writeBytesPerMs;
  }

  /** Something was synced. */
  synced(): void {
    this.syncs++;
    this.spentMs += this.#costs.syncMs;
  }

  #moveTo(file: object, offset: number, bytes: number): number {
    const isThere = file === this.#file && offset === this.#place;
    this.#file = file;
    this.#place = offset + bytes;
    if (isThere) return 0;
    this.seeks++;
    return this.#costs.seekMs;
  }
}
