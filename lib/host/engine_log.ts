/**
 * The log of a journal in a storage engine: an entry for each group of steps that are made durable
 * together, and a checkpoint in pieces. What lies where is told in `engine_rooms.ts`.
 *
 * An engine keeps batches in their order: after a crash it holds the first so many. So all that must not
 * come apart is in one batch, and what may only come after something else is in a later one. The pieces of
 * a checkpoint come before the title that counts them, and what it stands for is deleted after that; none
 * of these is synced, and still there is no moment at which a crash leaves less than all.
 *
 * @module
 */

import { joined } from "../codec/joined.ts";
import type { Disk } from "../storage/disk/disk.ts";
import type { Change, Engine, Soon } from "../storage/engine/engine.ts";
import { UnusableLog } from "../storage/wal/unusable_log.ts";
import { readMark, writeMark } from "./durable_mark.ts";
import {
  deleteEntries,
  deletePieces,
  type Found,
  putEntry,
  putPiece,
  putTitle,
  readRooms,
  type Title,
} from "./engine_rooms.ts";
import { type JournalLog, missingLog, nextTurn, WAYS_OUT } from "./journal_log.ts";
import { OperationalError } from "./operational_error.ts";

/** What it is made of. */
export interface EngineLogOptions {
  /** The engine, all of which is the log's; closed with it. */
  readonly engine: Engine;
  /** Where it is, as a person reads it. */
  readonly where: string;
  /** Whose it is. */
  readonly owner: string;
  /** It was begun before, so it must be there; default false. */
  readonly begun?: boolean;
  /** Where it is noted how far the log was durable, outside of the engine; default: nowhere. */
  readonly marks?: Disk;
  /** Makes durable beside other work what was written, so that little is left for a sync to do. */
  readonly ahead?: (() => Promise<void>) | undefined;
  /** Called when the engine is closed: lets go of what it stood on. */
  readonly release?: () => void;
}

/** How many entries are deleted at a time. */
const SLICE = 1000;

/**
 * Opens the log, or begins one in an engine that is empty. Throws `OperationalError` for one that is not
 * there or has lost what was durable, `UnusableLog` for somebody else's, and `CorruptStorage`; the engine is
 * left as it was, and open.
 *
 * @example The journal of a host in a storage engine; here in the simplest, on a simulated disk
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { openEngineLog } from "hb/host/engine_log.ts";
 * import { startHost } from "hb/host/host.ts";
 * import type { Protocol } from "hb/model/protocol.ts";
 * import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
 * import { Naive } from "hb/storage/engine/naive.ts";
 *
 * const counter: Protocol<{ starts: number }, never, never, number> = {
 *   start(io, journal) {
 *     const starts = (journal.at(-1) ?? 0) + 1;
 *     io.save(starts);
 *     return { starts };
 *   },
 *   upon: {},
 * };
 * const disk = new SimulatedDisk();
 * for (const life of [1, 2]) {
 *   const engine = new Naive({ disk });
 *   const journal = await openEngineLog({ engine, where: "memory", owner: "node 0" });
 *   const addresses = [{ hostname: "127.0.0.1", port: 0 }], requests = [] as const;
 *   const at = { cluster: "example", self: 0, addresses, folder: "", journal };
 *   const host = startHost({ protocol: counter, requests, ...at });
 *   assertEquals(host.state?.starts, life);
 *   await host.stop();
 * }
 * ```
 */
export async function openEngineLog(options: EngineLogOptions): Promise<JournalLog> {
  const { engine, where, owner, begun = false, marks } = options;
  const found = await readRooms(engine, where);
  if (found.title === undefined && begun) throw missingLog(owner, where);
  const title = found.title ?? { owner, before: 0, pieces: 0 };
  if (title.owner !== owner) {
    throw new UnusableLog(
      `Cannot read the log in ${where} because that of ${owner} is required: ` +
        `given that of ${title.owner}`,
    );
  }
  const durable = marks && readMark(marks)?.length;
  if (durable !== undefined && found.next < durable) {
    throw new OperationalError(
      `Cannot read the log in ${where} because its first ${durable} entries were durable: ` +
        `given the first ${found.next}. ${WAYS_OUT}`,
    );
  }
  if (found.title === undefined) await engine.batch([putTitle(title)], { sync: true });
  if (found.isLittered) {
    await engine.batch([deleteEntries(0, title.before), ...deletePieces(title.before)]);
  }
  return new EngineLog(options, title, found);
}

class EngineLog implements JournalLog {
  readonly where: string;
  size: number;
  readonly #options: EngineLogOptions;
  readonly #engine: Engine;
  #title: Title;
  /** What was found; nothing once it was asked for. */
  #found: readonly Uint8Array[];
  /** What waits to be written. */
  #appended: Uint8Array[] = [];
  /** The number of the next entry; all before it are durable. */
  #next: number;
  /** Where the last division was, as the number of an entry, and how many bytes were before it. */
  #division = { entry: 0, bytes: 0 };
  /** Resolves when nothing is under way. */
  #last: Promise<void> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;

  constructor(options: EngineLogOptions, title: Title, found: Found) {
    this.where = options.where;
    this.#options = options;
    this.#engine = options.engine;
    this.#title = title;
    this.#found = found.bodies;
    this.#next = found.next;
    this.size = sizeOf(found.bodies);
  }

  begin(): readonly Uint8Array[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  async read(): Promise<readonly Uint8Array[]> {
    return await this.#turn(async () => (await readRooms(this.#engine, this.where)).bodies);
  }

  append(bodies: readonly Uint8Array[]): void {
    this.#appended.push(...bodies);
    this.size += sizeOf(bodies);
  }

  async sync(onTheSpot: boolean): Promise<void> {
    const bodies = this.#appended, { ahead } = this.#options;
    this.#appended = [];
    const changes = bodies.length === 0 ? [] : [putEntry(this.#next, joined(bodies))];
    await this.#turn(async () => {
      if (ahead === undefined || onTheSpot) {
        return await this.#engine.batch(changes, { sync: true });
      }
      await this.#engine.batch(changes);
      await ahead();
      await this.#engine.sync();
    });
    this.#next += changes.length;
  }

  divide(): Promise<void> {
    this.#division = { entry: this.#next, bytes: this.size };
    return Promise.resolve();
  }

  async replace(pieces: Iterable<Uint8Array>, isGivenUp: () => boolean): Promise<boolean> {
    const { entry: before, bytes } = this.#division, old = this.#title.before;
    let count = 0, written = 0;
    for (const piece of pieces) {
      await this.#write([putPiece(before, count++, piece)]);
      written += piece.length;
      if (isGivenUp()) return false;
    }
    this.#title = { ...this.#title, before, pieces: count };
    // From here on, what was before does not count, whether it is deleted or not.
    await this.#write([putTitle(this.#title)]);
    this.size += written - bytes;
    await this.#write(deletePieces(before));
    for (let from = old; from < before && !isGivenUp(); from += SLICE) {
      await this.#write([deleteEntries(from, Math.min(before, from + SLICE))]);
    }
    return true;
  }

  mark(): void {
    const { marks } = this.#options;
    if (marks !== undefined) writeMark(marks, { number: 0, length: this.#next });
  }

  async close(): Promise<void> {
    try {
      await this.#last;
      await this.#engine.close();
    } finally {
      this.#options.release?.();
    }
  }

  /** Writes between other work, and lets it go first once more. */
  async #write(changes: readonly Change[]): Promise<void> {
    await this.#turn(() => this.#engine.batch(changes));
    await nextTurn();
  }

  /**
   * Does one thing after another: engines that wait do not promise an order of what is asked at the same
   * time. When one has failed, nobody knows what the engine holds, and all later ones fail.
   */
  async #turn<T>(work: () => Soon<T>): Promise<T> {
    const running = this.#last.then(() => {
      if (this.#failure !== undefined) throw this.#failure.error;
      return work();
    });
    this.#last = running.then(() => {}, (error) => {
      this.#failure ??= { error };
    });
    return await running;
  }
}

function sizeOf(bodies: readonly Uint8Array[]): number {
  return bodies.reduce((sum, { length }) => sum + length, 0);
}
