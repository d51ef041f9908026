/**
 * What the reads of a history tell: which transactions committed, who read which version, and which
 * version came before which. From here on lists and registers are the same.
 *
 * @module
 */

import type { AnyStep, AnyTransaction } from "./any_transaction.ts";
import { Ints } from "./ints.ts";
import type { Orders } from "./orders.ts";

import type { Versions } from "./versions.ts";

/** A read by a predicate, in words. */
export interface Missed {
  /** Whose it is. */
  readonly transaction: number;
  /** What was asked for: "all rows of t". */
  readonly what: string;
}

/** One transaction before another, as a read by a predicate missed a row. */
export interface PredicateDependency {
  /** The index of the transaction that is before. */
  readonly from: number;
  /** The index of the transaction that is after. */
  readonly to: number;
  /** `kind.wrp` or `kind.rwp`. */
  readonly bits: number;
  /** The index of the read in `missed`. */
  readonly read: number;
  /** What the writer made of the row. */
  readonly version: number;
}

/** What is known of the versions of a history. */
export class Evidence<S extends AnyStep = AnyStep> {
  /** 1 for each transaction that is known to have committed. */
  readonly committed: Uint8Array;
  /** 1 for each transaction that aborted. */
  readonly aborted: Uint8Array;
  /** Who read: the index of a transaction; paired with `readVersion`. */
  readonly reader: Ints = new Ints();
  /** What it read, from others than itself. */
  readonly readVersion: Ints = new Ints();
  /** A version, paired with `later`. */
  readonly earlier: Ints = new Ints();
  /** A version by a committed transaction that came after `earlier`, directly as far as is known. */
  readonly later: Ints = new Ints();
  /** What orders of time add to that, each with the bits of the order that it takes. */
  readonly timed: { readonly bits: number; readonly orders: Orders }[] = [];
  /** The version on which a transaction based a write of its own; paired with `baseWriter`. */
  readonly base: Ints = new Ints();
  /** Who wrote on top of `base`. */
  readonly baseWriter: Ints = new Ints();

  /** Reads by predicates that a dependency follows from. */
  readonly missed: Missed[] = [];
  /** What depends on what by a predicate; in no other model than tables. */
  readonly byPredicate: PredicateDependency[] = [];

  /** Nothing is known yet, but how each transaction ended. */
  constructor(readonly history: readonly AnyTransaction<S>[], readonly versions: Versions) {
    this.committed = Uint8Array.from(history, ({ outcome }) => outcome === "ok" ? 1 : 0);
    this.aborted = Uint8Array.from(history, ({ outcome }) => outcome === "fail" ? 1 : 0);
  }

  /** A read of a version of another transaction, or of the start. */
  read(transaction: number, version: number): void {
    this.reader.push(transaction);
    this.readVersion.push(version);
  }

  /** One version is before another. */
  order(earlier: number, later: number): void {
    this.earlier.push(earlier);
    this.later.push(later);
  }

  /** A transaction read a version, and then wrote to its key. */
  based(transaction: number, version: number): void {
    this.base.push(version);
    this.baseWriter.push(transaction);
  }

  /** What was read from an unknown transaction shows that it committed. */
  observe(version: number): void {
    const writer = this.versions.writer.at(version);
    if (writer >= 0 && this.aborted[writer] === 0) this.committed[writer] = 1;
  }

  /** Whether a version was written by a transaction that is known to have committed. */
  isCommitted(version: number): boolean {
    const writer = this.versions.writer.at(version);
    return writer >= 0 && this.committed[writer] === 1;
  }

  /** Whether a version was written by a transaction that aborted. */
  isAborted(version: number): boolean {
    const writer = this.versions.writer.at(version);
    return writer >= 0 && this.aborted[writer] === 1;
  }
}
