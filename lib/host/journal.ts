/** The journal of a protocol in a write-ahead log, and its compaction. @module */

import { ByteReader } from "../codec/byte_reader.ts";
import { readPlain } from "../codec/decode_plain.ts";
import { encodePlain } from "../codec/encode_plain.ts";
import { MalformedBytes } from "../codec/malformed.ts";
import type { Disk } from "../storage/wal/disk.ts";
import { Wal } from "../storage/wal/wal.ts";
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
  /** Hears what a person may want to know. */
  readonly log: (line: string) => void;
}

/** A journal on disk. Each entry of the log is what one step saved, since steps are atomic. */
export class Journal<R> implements CommitLog {
  /** How often it was compacted. */
  compactions = 0;
  readonly #wal: Wal;
  readonly #options: JournalOptions<R>;
  #compactAt: number;

  /** Opens the journal, or begins one. */
  constructor(options: JournalOptions<R>) {
    const { disk, owner, log, compactBytes } = options;
    this.#options = options;
    this.#wal = new Wal({ disk, owner });
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

  append(bodies: readonly Uint8Array[]): void {
    this.#wal.append(bodies);
  }

  async sync(): Promise<void> {
    await this.#options.disk.syncLater(this.#wal.file);
    this.#wal.confirm();
  }

  rest(): void {
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
