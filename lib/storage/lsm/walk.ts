/**
 * A store beside a sorted map, for tests: every step is done to both, and what can be read must be the same.
 *
 * @module
 */

import type { Change, Entry, Scan } from "../engine/engine.ts";
import { SimulatedDisk, type SimulatedDiskOptions } from "../disk/simulated_disk.ts";
import { Lsm, type LsmSnapshot } from "./lsm.ts";
import type { LsmOptions } from "./options.ts";
import { afterAll, type Model, sameModel, scanned } from "./sorted_map.ts";
import { violations } from "./violations.ts";

/** Something to be done. Numbers choose among what is there. */
export type Step =
  | { readonly type: "batch"; readonly changes: readonly Change[]; readonly sync: boolean }
  | { readonly type: "get"; readonly key: Uint8Array }
  | { readonly type: "scan"; readonly scan: Scan; readonly at: number }
  | { readonly type: "hold"; readonly what: "snapshot" | "scan"; readonly scan: Scan }
  | { readonly type: "let go"; readonly which: number }
  | { readonly type: "work"; readonly bytes: number }
  | { readonly type: "compact"; readonly level: number; readonly range: Scan }
  | { readonly type: "crash"; readonly seed: number }
  | { readonly type: "freeze" | "settle" | "sync" | "reopen" };

/** Sizes so small that everything happens soon. */
export const tiny: Omit<LsmOptions, "disk"> = {
  memtableBytes: 200,
  tableBytes: 100,
  blockBytes: 64,
  cacheBytes: 500,
  level0: { compactAt: 2, slowAt: 3, stopAt: 4 },
  level1Bytes: 900,
  ratio: 2,
  manifestEdits: 5,
  compactionPace: 1,
};

interface Held {
  readonly model: Model;
  readonly scan: Scan;
  readonly snapshot?: LsmSnapshot;
  readonly entries?: Iterator<Entry>;
}

/** A store and what it must hold. */
export class Walk {
  /** How often things happened. */
  readonly counts = {
    crashes: 0,
    lost: 0,
    read: 0,
    hits: 0,
    scanned: 0,
    held: 0,
    tombstones: 0,
    versions: 0,
  };
  /** How many compactions wrote into each level. */
  readonly compactions: number[] = [];
  /** The store that is open now. */
  lsm: Lsm;
  #disk: SimulatedDisk;
  /** What the store held after each batch since the last start. */
  #models: Model[] = [new Map()];
  /** How many of them are sure to be there after a crash. */
  #durable = 0;
  #held: Held[] = [];
  readonly #options: Omit<LsmOptions, "disk">;

  /** An empty store with these options besides `tiny`, on a disk that forgets. */
  constructor(options: Omit<LsmOptions, "disk"> = {}, disk: SimulatedDiskOptions = {}) {
    this.#options = { ...tiny, ...options };
    this.#disk = new SimulatedDisk({ sectorBytes: 32, garbage: true, ...disk });
    this.lsm = this.#open();
  }

  /** What it must hold. */
  get model(): Model {
    return this.#models.at(-1)!;
  }

  /** Does a step, compares what it reads, and checks what must be true after every step. */
  step(step: Step): void {
    switch (step.type) {
      case "batch":
        this.#models.push(afterAll(this.model, step.changes));
        this.lsm.batch(step.changes, { sync: step.sync });
        if (step.sync) this.#durable = this.#models.length - 1;
        break;
      case "get": {
        const expected = this.model.get(step.key.toHex());
        assertSame("get", this.lsm.get(step.key)?.toHex(), expected?.toHex());
        this.counts.read++;
        if (expected !== undefined) this.counts.hits++;
        break;
      }
      case "scan": {
        const held = this.#held[step.at];
        const { snapshot, model } = held?.snapshot === undefined ? this.#now() : held;
        const found = [...(snapshot ?? this.lsm).scan(step.scan)];
        assertSame("scan", words(found), words(scanned(model, step.scan)));
        this.counts.scanned += found.length;
        break;
      }
      case "hold":
        this.#hold(step);
        break;
      case "let go":
        this.#letGo(step.which);
        break;
      case "work":
        this.lsm.work(step.bytes);
        break;
      case "compact":
        this.lsm.compact(step.level, step.range);
        break;
      case "sync":
        this.lsm.sync();
        this.#durable = this.#models.length - 1;
        break;
      case "reopen":
        this.#end();
        this.lsm.close();
        this.lsm = this.#open();
        this.#models = [this.model];
        this.#durable = 0;
        break;
      case "crash":
        this.#crash(step.seed);
        break;
      default:
        this.lsm[step.type]();
    }
    assertSame("violations", violations(this.lsm).join("; "), "");
  }

  /** All is read. */
  end(): void {
    for (const reverse of [false, true]) this.step({ type: "scan", scan: { reverse }, at: -1 });
    this.#end();
  }

  #now(): Held {
    return { model: this.model, scan: {} };
  }

  #hold({ what, scan }: Extract<Step, { type: "hold" }>): void {
    if (this.#held.length > 3) return;
    const { model } = this;
    this.#held.push(
      what === "snapshot"
        ? { model, scan, snapshot: this.lsm.snapshot() }
        : { model, scan, entries: this.lsm.scan(scan) },
    );
  }

  /** What was held is read to its end: it is as it was. */
  #letGo(which: number): void {
    const held = this.#held[which];
    if (held === undefined) return;
    const { snapshot, entries, scan, model } = held;
    const found = snapshot === undefined ? rest(entries!) : [...snapshot.scan(scan)];
    assertSame("scan", words(found), words(scanned(model, scan)));
    for (const [key, value] of snapshot === undefined ? [] : model) {
      assertSame("get", snapshot!.get(Uint8Array.fromHex(key))?.toHex(), value.toHex());
    }
    snapshot?.release();
    if (!sameModel(model, this.model)) this.counts.held++;
    this.#held = this.#held.filter((one) => one !== held);
  }

  #end(): void {
    while (this.#held.length > 0) this.#letGo(0);
    this.#note();
  }

  #note(): void {
    const { compactions, droppedTombstones, droppedVersions } = this.lsm.statistics();
    compactions.forEach((count, i) => this.compactions[i] = (this.compactions[i] ?? 0) + count);
    this.counts.tombstones += droppedTombstones;
    this.counts.versions += droppedVersions;
  }

  /** The first so many batches are there, and all that were durable. */
  #crash(seed: number): void {
    this.#note();
    const states = [...this.#disk.afterCrash({ most: 12, seed })];
    this.#disk = states[seed % states.length]!.disk;
    this.lsm = this.#open();
    const found = new Map([...this.lsm.scan()].map(({ key, value }) => [key.toHex(), value]));
    const reached = this.#models.findLastIndex((model) => sameModel(model, found));
    if (reached < this.#durable) {
      const kept = `${reached} batches of ${this.#models.length - 1}`;
      throw new Error(`Cannot lose what is durable, ${this.#durable} batches: given ${kept}`);
    }
    this.counts.crashes++;
    if (reached < this.#models.length - 1) this.counts.lost++;
    this.#models = [this.#models[reached]!];
    this.#durable = 0;
    this.#held = [];
  }

  #open(): Lsm {
    return new Lsm({ ...this.#options, disk: this.#disk });
  }
}

function rest(entries: Iterator<Entry>): Entry[] {
  const found: Entry[] = [];
  for (let one = entries.next(); !one.done; one = entries.next()) found.push(one.value);
  return found;
}

function words(entries: readonly Entry[]): string {
  return entries.map(({ key, value }) => `${key.toHex()}=${value.toHex()}`).join(" ");
}

function assertSame(what: string, found: string | undefined, expected: string | undefined): void {
  if (found === expected) return;
  throw new Error(`Cannot go on because ${what} must give ${expected}: given ${found}`);
}
