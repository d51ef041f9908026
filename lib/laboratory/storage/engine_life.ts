/** What an engine is put through, and what is known of it then. @module */

import type { Tell } from "../../storage/disk/crash_report.ts";
import type { Disk } from "../../storage/disk/disk.ts";
import type { Change, Entry, WriteOptions } from "../../storage/engine/engine.ts";
import { afterBatch, contents, deleted, deletedRange, put, shown } from "./small_map.ts";

/** What is asked of an engine; it waits for nothing. */
export interface ExploredEngine {
  /** See `Engine`. */
  batch(changes: readonly Change[], options?: WriteOptions): void;
  /** See `Engine`. */
  scan(): Iterable<Entry>;
  /** See `Engine`. */
  sync(): void;
  /** See `Engine`. */
  close(): void;
}

/** How engines of some kind are opened. */
export interface EngineKind<E extends ExploredEngine = ExploredEngine> {
  /** Opens the engine on a disk, or begins one. */
  open(disk: Disk): E;
  /** Flushes or compacts, or whatever else it does seldom; default: nothing. */
  tidy?(engine: E): void;
}

/** One thing that is done with an engine. */
export type EngineStep =
  /** A batch, durable at once or later. */
  | { readonly changes: readonly Change[]; readonly sync: boolean }
  /** What else the engine does now and then. */
  | "tidy"
  /** It is closed, and opened again. */
  | "reopen";

/** What is known of an engine. */
export interface Batches {
  /** All that it holds before the first batch, and after each. */
  readonly states: readonly string[];
  /** How many batches were told to be durable. */
  readonly told: number;
}

/** Puts, deletes and a range; what is long takes several sectors. No two batches leave the same. */
export const usualWork: readonly EngineStep[] = [
  { changes: [put("a", "1"), put("b", "1")], sync: true },
  { changes: [put("c", "x".repeat(40)), deleted("a")], sync: false },
  { changes: [put("d", "2")], sync: true },
  "tidy",
  { changes: [deletedRange("b", "d"), put("e", "3")], sync: true },
  { changes: [put("b", "y".repeat(40))], sync: false },
  "reopen",
  { changes: [put("a", "4"), deleted("d")], sync: true },
  "tidy",
  { changes: [put("f", "5")], sync: false },
];

/** What is done with an engine that has come back. */
export const afterwards: readonly EngineStep[] = [
  { changes: [put("z", "9")], sync: true },
  "tidy",
  "reopen",
];

/** Begins an engine with one entry; returns all that it holds. */
export function begin({ open }: EngineKind, disk: Disk): string {
  const engine = open(disk), changes = [put("0", "0")];
  engine.batch(changes);
  engine.close();
  return contents(afterBatch(new Map(), changes));
}

/** Someone who opens an engine and works with it. */
export class EngineLife<E extends ExploredEngine> {
  readonly #kind: EngineKind<E>;
  readonly #disk: Disk;
  readonly #tell: Tell<Batches>;
  #engine: E;
  #map: ReadonlyMap<string, string>;
  #batches: Batches;

  /** Opens what is on the disk; nobody was told anything of it. */
  constructor(kind: EngineKind<E>, disk: Disk, tell: Tell<Batches>) {
    this.#kind = kind;
    this.#disk = disk;
    this.#tell = tell;
    this.#engine = kind.open(disk);
    this.#map = this.#read();
    this.#batches = { states: [this.contents], told: 0 };
  }

  /** All that it must hold. */
  get contents(): string {
    return contents(this.#map);
  }

  /** Does some work, and tells of it; throws what the engine throws. */
  live(work: readonly EngineStep[]): void {
    this.#note({});
    for (const step of work) {
      if (step === "tidy") this.#kind.tidy?.(this.#engine);
      else if (step === "reopen") this.#reopen();
      else this.#batch(step.changes, step.sync);
    }
  }

  #batch(changes: readonly Change[], sync: boolean): void {
    this.#map = afterBatch(this.#map, changes);
    this.#note({ states: [...this.#batches.states, this.contents] });
    this.#engine.batch(changes, { sync });
    if (sync) this.#note({ told: this.#batches.states.length - 1 });
  }

  #reopen(): void {
    this.#engine.close();
    this.#note({ told: this.#batches.states.length - 1 });
    this.#engine = this.#kind.open(this.#disk);
    const found = contents(this.#read());
    if (found === this.contents) return;
    throw new Error(`opened again it holds ${shown(found)}, and not ${shown(this.contents)}`);
  }

  #read(): ReadonlyMap<string, string> {
    return afterBatch(new Map(), this.#engine.scan());
  }

  #note(news: Partial<Batches>): void {
    this.#tell(this.#batches = { ...this.#batches, ...news });
  }
}
