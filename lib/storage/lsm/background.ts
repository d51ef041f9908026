/**
 * Flushes and compactions, a slice at a time. A flush comes before a compaction, and may come in its
 * middle: what it adds is newer than anything that a compaction touches.
 *
 * @module
 */

import { canMove, type Job, objections } from "./compaction/job.ts";
import { merge } from "./compaction/run_job.ts";
import { Survival } from "./compaction/survival.ts";
import { bytesOf, type Levels, type PlacedTable, tablesOf } from "./levels.ts";
import { RangeTombstones } from "./range_tombstones.ts";
import type { Store } from "./store.ts";
import { merging } from "./table/merging.ts";

/** The work of a store that is not done at once. */
export class Background {
  readonly #store: Store;
  #flush: Generator<number, void> | undefined;
  #compaction: Generator<number, void> | undefined;

  #asked: Levels | undefined;
  #answer: Job | undefined;

  /** Begins nothing. */
  constructor(store: Store) {
    this.#store = store;
  }

  /** Whether there is something to do. */
  get isDue(): boolean {
    return this.#store.frozen !== undefined || this.#compaction !== undefined ||
      this.#store.tables.obsolete.length > 0 || this.#due() !== undefined;
  }

  /** Does about so many bytes of it, at least one slice; false if there is nothing left. */
  work(bytes: number): boolean {
    this.#store.removeObsolete();
    for (let done = 0; done < bytes;) {
      const slice = this.#step();
      if (slice === undefined) break;
      done += slice;
    }
    return this.isDue;
  }

  /** Flushes what is frozen. */
  flush(): void {
    while (this.#store.frozen !== undefined) this.#step();
  }

  /** Ends what is under way, and begins nothing else. */
  finish(): void {
    while (this.#store.frozen !== undefined || this.#compaction !== undefined) this.#step();
  }

  /** Does a job of the caller's, and merges in any case; nothing may be under way. */
  compact(job: Job): void {
    inputsOf(this.#store, job);
    this.#compaction = compact(this.#store, job);
    while (this.#compaction !== undefined) this.#step();
    this.#store.removeObsolete();
  }

  /** One slice; returns its bytes, at least 1, or nothing if there is nothing to do. */
  #step(): number | undefined {
    if (this.#store.frozen !== undefined) {
      this.#flush ??= flush(this.#store);
      const { done, value } = this.#flush.next();
      if (done) this.#flush = undefined;
      return value || 1;
    }
    if (this.#compaction === undefined) {
      const job = this.#due();
      if (job === undefined) return undefined;
      const inputs = inputsOf(this.#store, job);
      if (canMove(inputs)) {
        move(this.#store, job, inputs);
        return 1;
      }
      this.#compaction = compact(this.#store, job);
    }
    const { done, value } = this.#compaction.next();
    if (done) this.#compaction = undefined;
    return value || 1;
  }

  /** What the policy says of the levels; it is asked once after every change of them. */
  #due(): Job | undefined {
    const { manifest, settings } = this.#store, { levels } = manifest.state;
    if (this.#asked !== levels) {
      this.#asked = levels;
      this.#answer = settings.policy(levels, settings.limits);
    }
    return this.#answer;
  }
}

/** Makes a table of the frozen memtable. */
function* flush(store: Store): Generator<number, void> {
  const { memtable } = store.frozen!;
  const others = store.manifest.state.levels.flatMap(tablesOf);
  const survival = survivalIn(store, memtable.ranges, others);
  const tables = yield* merge({
    cursor: memtable.cursor(),
    survival,
    tableBytes: Infinity,
    mayCut: store.settings.rules.mayCut,
    begin: () => store.beginTable(),
  });
  store.thaw(tables);
  store.counts.flushes++;
  store.counts.flushedBytes += bytesOf(tables);
  count(store, survival);
}

/** The tables that a job takes. Throws if it may not be done. */
function inputsOf({ manifest }: Store, job: Job): readonly PlacedTable[] {
  const { levels } = manifest.state, [objection] = objections(levels, job);
  if (objection !== undefined) {
    throw new RangeError(
      `Cannot compact because what is newer must stay above what is older: given ${objection}`,
    );
  }
  return levels.flatMap(tablesOf).filter(({ name }) => job.inputs.has(name));
}

/** Puts the inputs of a job, which stay as they are, where it says. */
function move(store: Store, job: Job, inputs: readonly PlacedTable[]): void {
  const run = job.run ?? store.takeNumber();
  const added = inputs.map((table) => ({ place: { level: job.level, run }, table }));
  store.commit({ added, removed: [...job.inputs] });
  store.counts.movedTables += inputs.length;
}

/** Replaces the inputs of a job by what stays of them. */
function* compact(store: Store, job: Job): Generator<number, void> {
  const { levels } = store.manifest.state;
  const isInput = ({ name }: PlacedTable) => job.inputs.has(name);
  const runs = levels.flatMap((level) => level)
    .map(({ number, tables }) => ({ number, tables: tables.filter(isInput) }))
    .filter(({ tables }) => tables.length > 0).map((run) => store.tables.reader(run));
  const ranges = new RangeTombstones(
    runs.flatMap(({ tables }) => tables.flatMap((table) => [...table.ranges])),
  );
  // What stands above all inputs is newer than they are.
  const top = levels.findIndex((level) => tablesOf(level).some(isInput));
  const others = levels.slice(top).flatMap(tablesOf).filter((table) => !isInput(table));
  const survival = survivalIn(store, ranges, others);
  const run = job.run ?? store.takeNumber();
  const tables = yield* merge({
    cursor: merging(runs.map((one) => one.cursor({ keep: false }))),
    survival,
    tableBytes: store.settings.tableBytes,
    mayCut: store.settings.rules.mayCut,
    begin: () => store.beginTable(),
  });
  const added = tables.map((table) => ({ place: { level: job.level, run }, table }));
  store.commit({ added, removed: [...job.inputs] });
  store.counts.compactions[job.level] = (store.counts.compactions[job.level] ?? 0) + 1;
  store.counts.compactedBytes += bytesOf(tables);
  count(store, survival);
}

/** What stays by the rules of a store; its snapshots are those of this moment. */
function survivalIn(
  { snapshots, settings: { rules } }: Store,
  ranges: RangeTombstones,
  others: readonly PlacedTable[],
): Survival {
  return new Survival([...rules.kept(snapshots)], ranges, rules.below(others));
}

function count({ counts }: Store, { dropped }: Survival): void {
  counts.droppedVersions += dropped.versions;
  counts.droppedTombstones += dropped.tombstones;
}
