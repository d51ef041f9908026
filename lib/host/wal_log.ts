/** The log of a journal as a write-ahead log in a folder of its own. @module */

import type { Disk } from "../storage/disk/disk.ts";
import { LostTail } from "../storage/wal/recover.ts";
import { numberOf } from "../storage/wal/segment.ts";
import type { Wait } from "../storage/wal/wait.ts";
import { Wal } from "../storage/wal/wal.ts";
import type { AsyncDisk } from "./async_disk.ts";
import { readMark, writeMark } from "./durable_mark.ts";
import { FileDisk } from "./file_disk.ts";
import { type JournalLog, missingLog, nextTurn, WAYS_OUT } from "./journal_log.ts";
import { OperationalError } from "./operational_error.ts";

/** What it is made of. */
export interface WalLogOptions {
  /** Where it is; let go when the log is closed. */
  readonly disk: AsyncDisk;
  /** Whose it is. */
  readonly owner: string;
  /** It was begun before, so it must be there; default false. */
  readonly begun?: boolean;
  /** Hears what a person may want to know. */
  readonly log: (line: string) => void;
}

/** Begins a log in a folder, if there is none. */
export function beginLog(disk: Disk, owner: string): void {
  new Wal({ disk, owner });
}

/** Opens the log in a folder of the machine, which is taken until the log is closed. */
export function openWalLog(folder: string, options: Omit<WalLogOptions, "disk">): WalLog {
  const disk = new FileDisk(folder);
  try {
    return new WalLog({ ...options, disk });
  } catch (error) {
    disk.close();
    throw error;
  }
}

/** Each entry of the log is what one step saved, since steps are atomic. */
export class WalLog implements JournalLog {
  readonly #wal: Wal;
  readonly #disk: AsyncDisk;

  /**
   * Opens the log, or begins one. Throws `OperationalError` for one that has lost what was durable, and
   * `UnusableLog`.
   */
  constructor({ disk, owner, begun = false, log }: WalLogOptions) {
    if (begun && !disk.names().some((name) => numberOf(name) !== undefined)) {
      throw missingLog(owner, disk.where);
    }
    this.#disk = disk;
    this.#wal = open(disk, owner);
    const { torn } = this.#wal;
    if (torn === undefined) return;
    log(
      `cut ${torn.bytes} bytes off ${disk.where}${torn.file} at byte ${torn.offset}: ` +
        "a crash had left them there unfinished",
    );
  }

  get where(): string {
    return this.#disk.where;
  }

  get size(): number {
    return this.#wal.size;
  }

  begin(): readonly Uint8Array[] {
    return this.#wal.read();
  }

  read(): readonly Uint8Array[] {
    return this.#wal.read();
  }

  append(bodies: readonly Uint8Array[]): void {
    this.#wal.append(bodies);
  }

  async sync(onTheSpot: boolean): Promise<void> {
    if (onTheSpot) this.#disk.sync(this.#wal.file);
    else await this.#disk.syncLater(this.#wal.file);
    this.#wal.confirm();
  }

  async divide(): Promise<void> {
    await this.#between(this.#wal.rotate(), () => false);
  }

  replace(pieces: Iterable<Uint8Array>, isGivenUp: () => boolean): Promise<boolean> {
    return this.#between(this.#wal.checkpoint(pieces), isGivenUp);
  }

  mark(): void {
    writeMark(this.#disk, this.#wal.durable);
  }

  close(): void {
    this.#disk.close?.();
  }

  /** Does the work between the node's steps; false when it was given up. */
  async #between(work: Generator<Wait, void>, isGivenUp: () => boolean): Promise<boolean> {
    for (const wait of work) {
      if (wait === "names") await this.#disk.syncFolderLater();
      else if (wait === "others") await nextTurn();
      else await this.#disk.syncLater(wait.sync);
      if (isGivenUp()) return false;
    }
    return true;
  }
}

function open(disk: AsyncDisk, owner: string): Wal {
  const durable = readMark(disk);
  try {
    return new Wal({ disk, owner, ...(durable === undefined ? {} : { durable }) });
  } catch (error) {
    if (!(error instanceof LostTail)) throw error;
    throw new OperationalError(`${error.message}. ${WAYS_OUT}`, { cause: error });
  }
}
