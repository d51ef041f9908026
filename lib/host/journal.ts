/** The journal of a protocol in a write-ahead log, and its compaction. @module */

import { ByteReader } from "../codec/byte_reader.ts";
import { readPlain } from "../codec/decode_plain.ts";
import { encodePlain } from "../codec/encode_plain.ts";
import { MalformedBytes } from "../codec/malformed.ts";
import type { Disk } from "../storage/wal/disk.ts";
import { numberOf } from "../storage/wal/segment.ts";
import { Wal } from "../storage/wal/wal.ts";
import { readMark, writeMark } from "./durable_mark.ts";
import { LostTail } from "../storage/wal/recover.ts";
import type { CommitLog } from "./group_commit.ts";
import { OperationalError } from "./operational_error.ts";

/** A disk that can sync while the process does other work. */
export interface AsyncDisk extends Disk {
  /** Resolves when the contents of a file are durable. */
  syncLater(name: string): Promise<void>;
}

/** What a journal is made of. */
export interface JournalOptions<R> {
  /** Where it is. */
  readonly disk: AsyncDisk;
  /** Whose it is. */
  readonly owner: string;
  /** The protocol's own; by default only the last record counts. */
  readonly compact: (journal: readonly R[]) => R[];
  /** The log is compacted when it has this many bytes, and four times as many as after the last time. */
  readonly compactBytes: number;
  /** It was begun before, so it must be there; default false. */
  readonly begun?: boolean;
  /** Notes beside the log how far it was durable; default false. */
  readonly marks?: boolean;
  /** Hears what a person may want to know. */
  readonly log: (line: string) => void;
}

/** What to do about a log that is not what it was. */
const WAYS_OUT =
  "Restore the folder from a backup that was made since the node stopped; or let the node " +
  "leave the cluster, and join anew under another number, as a learner";

/** How often it is noted how far the log is durable, in ms. */
const MARK_MS = 1000;

/** Whose log it is. */
export function logOwner(self: number, cluster: string): string {
  return `node ${self} of cluster "${cluster}"`;
}

/** Begins a log in a folder, if there is none. */
export function beginLog(disk: Disk, owner: string): void {
  new Wal({ disk, owner });
}

/** A journal on disk. Each entry of the log is what one step saved, since steps are atomic. */
export class Journal<R> implements CommitLog {
  /** How often it was compacted. */
  compactions = 0;
  readonly #wal: Wal;
  readonly #options: JournalOptions<R>;
  #compactAt: number;
  #markedAt = -Infinity;

  /** Opens the journal, or begins one. */
  constructor(options: JournalOptions<R>) {
    const { disk, owner, log, compactBytes } = options;
    this.#options = options;
    if (options.begun && !disk.names().some((name) => numberOf(name) !== undefined)) {
      throw new OperationalError(
        `Cannot start ${owner} because its log must be in ${disk.where}: given a folder without one. ` +
          "Without it, the node would break what it has promised, and acknowledged writes could be lost. " +
          WAYS_OUT,
      );
    }
    this.#wal = this.#open();
    this.#compactAt = compactBytes;
    const { torn } = this.#wal;
    if (torn !== undefined) {
      log(
        `cut ${torn.bytes} bytes off ${disk.where}${torn.file} at byte ${torn.offset}: ` +
          "a crash had left them there unfinished",
      );
    }
  }

  /** What was saved, in order. */
  read(): R[] {
    return this.#wal.read().flatMap((body) => this.#records(body));
  }

  /** Notes how far the log is durable: it is refused when it ends before that. */
  mark(): void {
    writeMark(this.#options.disk, this.#wal.durable);
    this.#markedAt = performance.now();
  }

  #open(): Wal {
    const { disk, owner } = this.#options, durable = readMark(disk);
    try {
      return new Wal({ disk, owner, ...(durable === undefined ? {} : { durable }) });
    } catch (error) {
      if (!(error instanceof LostTail)) throw error;
      throw new OperationalError(`${error.message}. ${WAYS_OUT}`, { cause: error });
    }
  }

  append(bodies: readonly Uint8Array[]): void {
    this.#wal.append(bodies);
  }

  async sync(): Promise<void> {
    await this.#options.disk.syncLater(this.#wal.file);
    this.#wal.confirm();
  }

  rest(): void {
    if (this.#options.marks && performance.now() - this.#markedAt >= MARK_MS) this.mark();
    if (this.#wal.size < this.#compactAt) return;
    const records = this.#options.compact(this.read());
    this.#wal.compact(records.map((record) => encodePlain(record)));
    this.#compactAt = Math.max(this.#options.compactBytes, 4 * this.#wal.size);
    this.compactions++;
  }

  /** The records of one entry, one after another. */
  #records(body: Uint8Array): R[] {
    const reader = new ByteReader(body);
    const records: R[] = [];
    try {
      while (reader.left > 0) records.push(readPlain(reader) as R);
      return records;
    } catch (error) {
      if (!(error instanceof MalformedBytes)) throw error;
    }
    throw new OperationalError(
      `Cannot read the log at ${this.#options.disk.where} because ` +
        `the records of a journal are required: ` +
        "given an entry that holds something else",
    );
  }
}
