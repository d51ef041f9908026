/**
 * The journal of a protocol, and its compaction: a checkpoint is made of the node's state and written
 * beside its steps, so that neither waits for the other. The entries stand in a log of whatever kind.
 *
 * @module
 */

import { ByteReader } from "../codec/byte_reader.ts";
import { readPlain } from "../codec/decode_plain.ts";
import { encodeInPieces } from "../codec/encode_plain.ts";
import { joined } from "../codec/joined.ts";
import { MalformedBytes } from "../codec/malformed.ts";
import type { CommitLog } from "./group_commit.ts";
import type { JournalLog } from "./journal_log.ts";
import { OperationalError } from "./operational_error.ts";
import type { Took } from "./slow.ts";

/** What a journal is made of. */
export interface JournalOptions<R> {
  /** The protocol's own; by default only the last record counts. */
  readonly compact: (journal: readonly R[]) => R[];
  /**
   * The journal as the node's state tells it, which holds all that has been appended; `undefined`: that
   * cannot be told, and the journal is read back.
   */
  readonly checkpoint?: () => readonly R[] | undefined;
  /** The log is compacted when it has this many bytes, and four times as many as after the last time. */
  readonly compactBytes: number;
  /** Notes how far the log was durable; default false. */
  readonly marks?: boolean;
  /** Hears how long syncs took, if somebody wants to know. */
  readonly took?: Took | undefined;
  /** What time it is, in ms; default: the machine's own clock, which does not step back. */
  readonly now?: () => number;
}

/** How often it is noted how far the log is durable, in ms. */
const MARK_MS = 1000;

/**
 * A sync that will likely take less than this, in ms, is waited for on the spot when something waits for
 * nothing else: to hand it to another thread and hear from it again takes as long as a quick disk.
 */
const QUICK_MS = 2;

/** How much of a checkpoint is written at a time, in bytes: about a millisecond's work. */
const PIECE_BYTES = 2 ** 16;

/** How much the log may grow at most until it is compacted again, in bytes. */
const MOST_MORE = 2 ** 30;

/** A journal in a log. What one step saved is there whole or not at all, since steps are atomic. */
export class Journal<R> implements CommitLog {
  /** How often it was compacted. */
  compactions = 0;
  readonly #log: JournalLog;
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

  /** The journal in a log that was opened, and that nobody else writes to. */
  constructor(log: JournalLog, options: JournalOptions<R>) {
    this.#log = log;
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#compactAt = options.compactBytes;
  }

  /** What had been saved, in order, when the log was opened; to be asked for before anything is appended. */
  read(): R[] {
    return this.#records(this.#log.begin());
  }

  /** Notes how far the log is durable: it is refused when it ends before that. */
  mark(): void {
    try {
      this.#log.mark();
    } catch (error) {
      // The log needs no mark. A disk that takes none will take no entries either, and then that is told.
      if (!(error instanceof OperationalError)) throw error;
    }
    this.#markedAt = this.#now();
  }

  append(bodies: readonly Uint8Array[]): void {
    this.#log.append(bodies);
    // At this moment the state is what the log adds up to; later, the node has taken further steps.
    if (this.#isDue) this.#next = this.#options.checkpoint?.();
  }

  async sync(isAwaited = false): Promise<void> {
    const began = this.#now();
    await this.#log.sync(isAwaited && this.#expectedMs < QUICK_MS);
    const tookMs = this.#now() - began;
    this.#expectedMs = Math.max(tookMs, this.#expectedMs / 2);
    this.#options.took?.("a sync", tookMs);
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

  /**
   * Lets the log go. `error` is why the node ends; without one, it is noted how far the log is durable. Gives
   * that error, or what has gone wrong now.
   */
  async close(error: Error | undefined): Promise<Error | undefined> {
    if (error === undefined) this.mark();
    try {
      await this.#log.close();
    } catch (thrown) {
      error ??= thrown instanceof Error ? thrown : new Error(String(thrown));
    }
    return error;
  }

  get #isDue(): boolean {
    return this.#writing === undefined && !this.#stopping && this.#log.size >= this.#compactAt;
  }

  /** Resolves when the log may grow again; the checkpoint is written beside it from then on. */
  async #compact(): Promise<void> {
    const records = this.#next ?? this.#options.compact(this.#records(await this.#log.read()));
    this.#next = undefined;
    const began = this.#now();
    await this.#log.divide();
    this.#options.took?.("a new file of the log", this.#now() - began);
    const pieces = encodeInPieces(records, PIECE_BYTES);
    this.#writing = this.#log.replace(pieces, () => this.#stopping).then(
      (isDone) => {
        if (!isDone) return;
        this.compactions++;
        const { size } = this.#log;
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
      `Cannot read the log at ${this.#log.where} because ` +
        `the records of a journal are required: ` +
        "given an entry that holds something else",
    );
  }
}
