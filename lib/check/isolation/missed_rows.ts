/**
 * What follows from rows that somebody looked for and did not find.
 *
 * Adya (1999, chapter 3; Adya, Liskov and O'Neil 2000, section 4) lets such a read select one version of
 * every row of the table, its version set: of a row that was not found a version that does not match, be it
 * unborn, dead, or with other attributes. Which one the history does not tell. What may have been selected
 * are the *candidates*; a version that aborted or was overwritten by its own writer is one only if no other
 * is left, as it would be a G1a or a G1b, and so no history that is read committed is accused.
 *
 * A committed write *changes the matches* of the read if what comes directly before it matches and it does
 * not, or the other way round. What is reported are dependencies that hold for every candidate in every
 * order of versions that is left open. Let c be the candidate that was selected, in one such explanation.
 *
 * - rw(P): m matches, and every candidate is known to be before m. So c does not match and a later version
 *   does; the first one after c that does changed the matches, and it is m or before m. Its writer
 *   overwrote the read, and m's writer is the same or overwrote that (ww). Where another such m' is before
 *   m, m follows from m'.
 * - wr(P): x is the candidate that is known to be before all others, and it is no start. What comes directly
 *   before x is no candidate, so it matches: else the reader wrote it itself later, and x on top of that is a
 *   G1c. So x changed the matches, and it is c or before c: the read depends on its writer.
 *
 * A version that is unborn is a candidate always. So only where rows are there at the start it is ever known
 * that a deletion was seen, and a row that was inserted and deleted in the history tells nothing: it may not
 * yet have been there.
 *
 * @module
 */

import { nameOf } from "./anomaly.ts";
import type { Evidence } from "./evidence.ts";
import { kind } from "./graph.ts";
import type { AnomalyLog, Finding } from "./log.ts";
import type { Look } from "./look.ts";
import { RowOrder } from "./row_order.ts";
import { describePredicate, type Predicate } from "./table.ts";
import type { TableVersions } from "./table_versions.ts";

/** A row that a read missed, of the versions of which it saw one that does not match. */
interface MissedRow {
  readonly transaction: number;
  readonly row: number;
  readonly look: Look;
  readonly candidates: readonly number[];
}

/** Collects missed rows, and adds what they tell. */
export class MissedRows {
  readonly #missed: MissedRow[] = [];
  readonly #reads = new Map<Look, number>();

  /** What is found goes to the evidence and to the log. */
  constructor(
    readonly evidence: Evidence,
    readonly tables: TableVersions,
    readonly log: AnomalyLog,
  ) {}

  /** If just one version can have been seen, its writer has committed. */
  observe(t: number, row: number, where: Predicate): void {
    const { versions, written } = this.tables;
    if (written[row]!.some((version) => versions.writer.at(version) === t)) return;
    const { clean } = this.#candidates(t, row, where);
    if (clean.length === 1) this.evidence.observe(clean[0]!);
  }

  /** A committed transaction looked for a row and did not find it. */
  add(transaction: number, row: number, look: Look): void {
    const { clean, dirty } = this.#candidates(transaction, row, look.where);
    if (clean.length > 0) {
      this.#missed.push({ transaction, row, look, candidates: clean });
      return;
    }
    const [seen] = dirty;
    const name = seen === undefined
      ? "garbage read"
      : this.evidence.isAborted(seen)
      ? "G1a"
      : "G1b";
    this.log.add(name, () => this.#tell(transaction, row, look, seen));
  }

  /** Adds the dependencies that are certain, once all is known of the order of versions. */
  conclude(): void {
    const order = new RowOrder(this.evidence, this.tables);
    for (const missed of this.#missed) {
      this.#addLater(missed, order);
      this.#addEarlier(missed, order);
    }
  }

  /** The versions of a row that do not match, those that read committed forbids apart. */
  #candidates(t: number, row: number, where: Predicate) {
    const { evidence, tables } = this;
    const { versions } = tables;
    const all = [versions.start.at(row), ...tables.written[row]!].filter((version) =>
      versions.writer.at(version) !== t && !tables.matches(version, where)
    );
    const isClean = (version: number) =>
      !evidence.isAborted(version) && versions.final.at(version) === 1;
    return {
      clean: all.filter(isClean),
      dirty: all.filter((version) => !isClean(version)),
    };
  }

  /** The versions that are installed: the last ones of transactions that committed. */
  #installed(row: number): number[] {
    const { versions, written } = this.tables;
    return written[row]!.filter((version) =>
      this.evidence.isCommitted(version) && versions.final.at(version) === 1
    );
  }

  #addLater({ transaction, row, look, candidates }: MissedRow, order: RowOrder): void {
    const { versions } = this.tables;
    const later = this.#installed(row).filter((version) =>
      this.tables.matches(version, look.where) &&
      candidates.every((candidate) => order.isBefore(candidate, version))
    );
    for (const version of later) {
      if (later.some((other) => order.isBefore(other, version))) continue;
      const to = versions.writer.at(version);
      this.#depend(transaction, to, kind.rwp, transaction, look, version);
    }
  }

  #addEarlier({ transaction, look, candidates }: MissedRow, order: RowOrder): void {
    const first = candidates.find((version) =>
      candidates.every((other) => other === version || order.isBefore(version, other))
    );
    // A start is nobody's write, and of who may not have committed nothing is certain.
    if (first === undefined || !this.evidence.isCommitted(first)) return;
    const from = this.tables.versions.writer.at(first);
    this.#depend(from, transaction, kind.wrp, transaction, look, first);
  }

  #depend(
    from: number,
    to: number,
    bits: number,
    transaction: number,
    look: Look,
    version: number,
  ): void {
    const { missed, byPredicate } = this.evidence;
    let read = this.#reads.get(look);
    if (read === undefined) {
      const what = describePredicate(look.table, look.where);
      read = missed.push({ transaction, what }) - 1;
      this.#reads.set(look, read);
    }
    byPredicate.push({ from, to, bits, read, version });
  }

  #tell(t: number, row: number, { table, where }: Look, seen: number | undefined): Finding {
    const { evidence: { history }, tables: { versions } } = this;
    const reader = history[t]!;
    const what = describePredicate(table, where);
    const missed = `${nameOf(reader)} looked for ${what} and did not find ${versions.keys[row]!}`;
    if (seen === undefined) {
      return { transactions: [reader], words: [`${missed}, which no write explains`] };
    }
    const writer = history[versions.writer.at(seen)]!;
    const value = versions.value[seen];
    const did = value === null ? "deleted it" : `made it ${value}`;
    const but = this.evidence.isAborted(seen) ? "aborted" : "wrote it once more";
    return {
      transactions: [writer, reader],
      words: [`${missed}, as ${nameOf(writer)} ${did}, and ${nameOf(writer)} ${but}`],
    };
  }
}
