/**
 * The journal of a protocol in a write-ahead log, and its compaction: a checkpoint is made of the node's
 * state and written beside its steps, so that neither waits for the other.
 *
 * @module
 */

import { joined } from "../codec/joined.ts";
import { ByteReader } from "../codec/byte_reader.ts";
import { readPlain } from "../codec/decode_plain.ts";
import { encodeInPieces } from "../codec/encode_plain.ts";
import { MalformedBytes } from "../codec/malformed.ts";
import type { Disk } from "../storage/wal/disk.ts";
import { numberOf } from "../storage/wal/segment.ts";
import type { Wait } from "../storage/wal/wait.ts";
import { Wal } from "../storage/wal/wal.ts";
import { readMark, writeMark } from "./durable_mark.ts";
import { LostTail } from "../storage/wal/recover.ts";
import type { CommitLog } from "./group_commit.ts";
import { OperationalError } from "./operational_error.ts";
import type { Took } from "./slow.ts";

/** A disk that can sync while the process does other work. */
export interface AsyncDisk extends Disk {
  /** Resolves when the contents of a file are durable. */
  syncLater(name: string): Promise<void>;
  /** Resolves when the names are durable. */
  syncFolderLater(): Promise<void>;
}

/** What a journal is made of. */
export interface JournalOptions<R> {
  /** Where it is. */
  readonly disk: AsyncDisk;
  /** Whose it is. */
  readonly owner: string;
  /** The protocol's own; by default only the last record counts. */
  readonly compact: (journal: readonly R[]) => R[];
  /**
   * The journal as the node's state tells it, which holds all that has been appended; `undefined`: that
   * cannot be told, and the journal is read back.
   */
  readonly checkpoint?: () => readonly R[] | undefined;
  /** The log is compacted when it has this many bytes, and four times as many as after the last time. */
  readonly compactBytes: number;
  /** It was begun before, so it must be there; default false. */
  readonly begun?: boolean;
  /** Notes beside the log how far it was durable; default false. */
  readonly marks?: boolean;
  /** Hears how long syncs took, if somebody wants to know. */
  readonly took?: Took | undefined;
  /** What time it is, in ms; default: the machine's own clock, which does not step back. */
  readonly now?: () => number;
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

/**
 * A sync that will likely take less than this, in ms, is waited for on the spot when something waits for
 * nothing else: to hand it to another thread and hear from it again takes as long as a quick disk.
 */
const QUICK_MS = 2;

/** How much of a checkpoint is written at a time, in bytes: about a millisecond's work. */
const PIECE_BYTES = 2 ** 16;

/** How much the log may grow at most until it is compacted again, in bytes. */
const MOST_MORE = 2 ** 30;

/** A journal on disk. Each entry of the log is what one step saved, since steps are atomic. */
export class Journal<R> implements CommitLog {
  /** How often it was compacted. */
  compactions = 0;
  readonly #wal: Wal;
  readonly #options: JournalOptions<R>;
  readonly #now: () => number;
  #compactAt: number;
  #markedAt = -Infinity;
  /** How long the next sync may take, from the last few: a slow one is remembered for a while. */
  #expectedMs = 0;
  /** What the next checkpoint holds. */
  #next: readonly R[] | undefined;
  /** The checkpoint that is being written. */
  #writing: Promise<void> | undefined;
  /** Why a checkpoint could not be written. */
  #failure: { readonly error: unknown } | undefined;
  #stopping = false;

  /** Opens the journal, or begins one. */
  constructor(options: JournalOptions<R>) {
    const { disk, owner, log, compactBytes } = options;
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
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
    return this.#records(this.#wal.read());
  }

  /** Notes how far the log is durable: it is refused when it ends before that. */
  mark(): void {
    try {
      writeMark(this.#options.disk, this.#wal.durable);
    } catch (error) {
      // The log needs no mark. A disk that takes none will take no entries either, and then that is told.
      if (!(error instanceof OperationalError)) throw error;
    }
    this.#markedAt = this.#now();
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
    // At this moment the state is what the log adds up to; later, the node has taken further steps.
    if (this.#isDue) this.#next = this.#options.checkpoint?.();
  }

  async sync(isAwaited = false): Promise<void> {
    const { disk, took } = this.#options, began = this.#now();
    if (isAwaited && this.#expectedMs < QUICK_MS) disk.sync(this.#wal.file);
    else await disk.syncLater(this.#wal.file);
    const tookMs = this.#now() - began;
    this.#expectedMs = Math.max(tookMs, this.#expectedMs / 2);
    took?.("a sync", tookMs);
    this.#wal.confirm();
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  rest(): Promise<void> | undefined {
    if (this.#options.marks && this.#now() - this.#markedAt >= MARK_MS) this.mark();
    return this.#isDue ? this.#compact() : undefined;
  }

  /** Gives up a checkpoint that is being written; the journal is complete without it. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#writing;
  }

  get #isDue(): boolean {
    return this.#writing === undefined && !this.#stopping && this.#wal.size >= this.#compactAt;
  }

  /** Resolves when the log may grow again; the checkpoint is written beside it from then on. */
  async #compact(): Promise<void> {
    const records = this.#next ?? this.#options.compact(this.read());
    this.#next = undefined;
    const pieces = encodeInPieces(records, PIECE_BYTES);
    const began = this.#now();
    await this.#between(this.#wal.rotate());
    this.#options.took?.("a new file of the log", this.#now() - began);
    this.#writing = this.#between(this.#wal.checkpoint(pieces)).then(
      (isDone) => {
        if (!isDone) return;
        this.compactions++;
        const { size } = this.#wal;
        this.#compactAt = Math.max(
          this.#options.compactBytes,
          Math.min(4 * size, size + MOST_MORE),
        );
      },
      (error) => {
        this.#failure = { error };
      },
    ).finally(() => this.#writing = undefined);
  }

  /** Does the work between the node's steps; false when it was given up. */
  async #between(work: Generator<Wait, void>): Promise<boolean> {
    const { disk } = this.#options;
    for (const wait of work) {
      if (wait === "names") await disk.syncFolderLater();
      else if (wait === "others") await turn();
      else await disk.syncLater(wait.sync);
      if (this.#stopping) return false;
    }
    return true;
  }

  /** The records in the entries, one after another; a checkpoint's pieces may cut them anywhere. */
  #records(bodies: readonly Uint8Array[]): R[] {
    const reader = new ByteReader(joined(bodies));
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

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
