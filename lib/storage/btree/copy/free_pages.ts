/**
 * Which pages may be written over. A page belongs to the versions from the epoch in which it came into
 * being up to the one in which it was freed; and it is needed as long as such a version is: because
 * somebody reads it, or because its root still stands on the disk, where a crash may lead back to it.
 *
 * A version that is read for long keeps every page that it shares with nobody newer: the file grows, as
 * LMDB's does by a reader that was forgotten.
 *
 * @module
 */

import { StorageFull } from "../pager.ts";

/** A page that was freed. */
export interface Freed {
  /** Its number. */
  readonly number: number;
  /** The first epoch whose version has it; 0 if that is not known. */
  readonly born: number;
  /** The first epoch whose version has it no more. */
  readonly freed: number;
}

/** The pages that no newer version has. */
export class FreePages {
  /** May be written over. */
  available: number[] = [];
  /** Were freed, and may still be needed. */
  waiting: Freed[] = [];
  /** How many pages the file has. */
  end: number;
  /** How many pages must stay for what comes later. */
  floor = 0;
  /** How many pages the file may have. */
  readonly most: number;

  /** None of so many. */
  constructor(end: number, most: number) {
    this.end = end;
    this.most = most;
  }

  /** How many pages may be taken. */
  get room(): number {
    return this.available.length + this.most - this.end;
  }

  /** A page to be written. Throws `StorageFull`. */
  take(): number {
    if (this.room <= this.floor) {
      throw new StorageFull(
        `Cannot write a page because the file must not have more than ${this.most} pages, ` +
          `${this.floor} of them kept back: given ${this.room} that may be used`,
      );
    }
    return this.available.pop() ?? this.end++;
  }

  /** Whoever waits, and is needed by none of the versions of these epochs, may be written over. */
  reclaim(needed: readonly number[]): readonly number[] {
    const ready: number[] = [];
    this.waiting = this.waiting.filter((page) => {
      if (needed.some((epoch) => isOf(page, epoch))) return true;
      ready.push(page.number);
      return false;
    });
    this.available.push(...ready);
    return ready;
  }

  /** What it is now, to go back to. */
  save(): () => void {
    const { end } = this, available = this.available.slice(), waiting = this.waiting.slice();
    return () => {
      this.end = end;
      this.available = available;
      this.waiting = waiting;
    };
  }
}

/** Whether the version of an epoch has a page. */
export function isOf({ born, freed }: Freed, epoch: number): boolean {
  return born <= epoch && epoch < freed;
}
