/** The clusters of a register at one moment, and the row that they are put in; see `clusters.ts`. @module */

import type { Partition } from "./partition.ts";

/** Whether clusters can be put in a row. */
export type Row =
  /** All operations that took effect, in an order that explains them. */
  | { readonly order: readonly number[] }
  /** Operations that contradict each other, whatever the others did. */
  | { readonly clash: readonly number[] };

/** Some operations of one partition, by their numbers. */
export type IsKnown = (operation: number) => boolean;

/** In place of the write that a read is from. */
export const nowhere: number = -1;

/** Operations by the clusters that they are in. */
export interface Clustered {
  /** The operations. */
  readonly part: Partition;
  /** By operation, the write of its cluster; for what was there at the start, one past the last. */
  readonly cluster: Int32Array;
  /** When each operation was called. */
  readonly invokedAt: Float64Array;
  /** When each operation returned. */
  readonly endedAt: Float64Array;
  /** The number of clusters, that of the start included, some of which may be empty. */
  readonly size: number;
  /** Whether an operation reads. */
  isRead(operation: number): boolean;
}

/** The clusters at one moment: when the first of each had ended, and when the last of each began. */
export class Zones {
  /** What contradicts itself within a cluster. */
  readonly clash: Row | undefined;
  readonly #firstEnd: Float64Array;
  readonly #lastStart: Float64Array;
  /** The operations by which these are. */
  readonly #ended: Int32Array;
  readonly #began: Int32Array;
  /** Operations that took effect, and the clusters they are in. */
  readonly #taken: number[] = [];
  readonly #active: Uint8Array;
  /** Operations in order although they share an instant: one process did both. */
  readonly #touching: (readonly [before: number, after: number])[] = [];
  #left: Int32Array = new Int32Array(0);
  #placed: Uint8Array = new Uint8Array(0);

  /** Finds out which clusters took effect, and when. */
  constructor(
    /** What is put in a row. */
    readonly clusters: Clustered,
    /** How many operations had returned. */
    readonly returned: number,
    /** Of which of them it is known what they did. */
    readonly known: IsKnown | undefined,
  ) {
    const { size, part } = clusters;
    this.#firstEnd = new Float64Array(size).fill(Infinity);
    this.#lastStart = new Float64Array(size).fill(-Infinity);
    this.#ended = new Int32Array(size).fill(-1);
    this.#began = new Int32Array(size).fill(-1);
    this.#active = new Uint8Array(size);
    this.#firstEnd[size - 1] = -Infinity;
    this.#active[size - 1] = 1;
    const count = returned === 0 ? 0 : part.called[returned - 1]!;
    this.clash = this.#readsOf(count) ?? this.#writesOf(count) ?? this.#touches(count);
  }

  #readsOf(count: number): Row | undefined {
    const { clusters: { cluster, invokedAt, endedAt, part: { ranks } }, returned, known } = this;
    for (let i = 0; i < count; i++) {
      if (!this.clusters.isRead(i) || ranks[i]! >= returned || known?.(i) === false) continue;
      const write = cluster[i]!;
      if (write === nowhere) return { clash: [i] };
      const written = write < cluster.length;
      if (written && (write >= count || endedAt[i]! < invokedAt[write]!)) return { clash: [i] };
      this.#active[write] = 1;
      this.#include(i);
    }
  }

  /** A write that nobody read from, and that need not have taken effect, did not. */
  #writesOf(count: number): undefined {
    const { clusters: { part: { ranks } }, returned, known } = this;
    for (let i = 0; i < count; i++) {
      if (this.clusters.isRead(i)) continue;
      const certain = ranks[i]! < returned && known?.(i) !== false;
      if (!certain && this.#active[i] === 0) continue;
      this.#active[i] = 1;
      this.#include(i);
    }
  }

  #include(operation: number): void {
    const { clusters, returned } = this;
    const start = clusters.invokedAt[operation]!, end = clusters.endedAt[operation]!;
    const into = clusters.cluster[operation]!;
    this.#taken.push(operation);
    if (start > this.#lastStart[into]!) {
      this.#lastStart[into] = start;
      this.#began[into] = operation;
    }
    if (clusters.part.ranks[operation]! < returned && end < this.#firstEnd[into]!) {
      this.#firstEnd[into] = end;
      this.#ended[into] = operation;
    }
  }

  #touches(count: number): Row | undefined {
    const { clusters: { cluster, part: { after, ranks } }, returned, known } = this;
    if (after === undefined) return undefined;
    const isKnown = (i: number) => ranks[i]! < returned && known?.(i) !== false;
    for (const i of this.#taken) {
      let before = after[i]!;
      while (before >= 0 && !isKnown(before)) before = after[before]!;
      if (before < 0 || before >= count) continue;
      if (cluster[before] !== cluster[i]) this.#touching.push([before, i]);
      else if (!this.clusters.isRead(i)) return { clash: [before] };
    }
  }

  /** Puts the clusters in a row, as far as that goes. */
  row(): Row {
    const active: number[] = [];
    this.#active.forEach((is, cluster) => is === 1 && active.push(cluster));
    const [firstEnd, lastStart] = [this.#firstEnd, this.#lastStart];
    const byEnd = Int32Array.from(active).sort((a, b) => firstEnd[a]! - firstEnd[b]!);
    const byStart = Int32Array.from(active).sort((a, b) => lastStart[a]! - lastStart[b]!);
    const waits = this.#waits();
    this.#left = byEnd;
    this.#placed = new Uint8Array(this.clusters.size);
    const row: number[] = [], ready: number[] = [];
    const free = new Uint8Array(this.clusters.size);
    let next = 0, end = 0;
    while (row.length < active.length) {
      while (this.#placed[byEnd[end]!] === 1) end++;
      const earliest = byEnd[end]!;
      while (next < byStart.length && lastStart[byStart[next]!]! <= firstEnd[earliest]!) {
        const cluster = byStart[next++]!;
        free[cluster] = 1;
        if (waits.count[cluster] === 0) ready.push(cluster);
      }
      // The one that ended first does not wait for itself.
      const taken = ready.pop() ??
        (this.#isNext(earliest, end, waits.count) ? earliest : undefined);
      if (taken === undefined) return { clash: this.#circle(end) };
      if (this.#placed[taken] === 1) continue;
      this.#placed[taken] = 1;
      row.push(taken);
      for (const later of waits.by.get(taken) ?? []) {
        if (--waits.count[later]! === 0 && free[later] === 1) ready.push(later);
      }
    }
    return { order: this.#orderOf(row) };
  }

  #isNext(earliest: number, end: number, count: Int32Array): boolean {
    const second = this.#second(end);
    return count[earliest] === 0 &&
      (second === undefined || this.#firstEnd[second]! >= this.#lastStart[earliest]!);
  }

  /** Of the clusters that are left, the one that ended second. */
  #second(end: number): number | undefined {
    return this.#left.subarray(end + 1).find((cluster) => this.#placed[cluster] === 0);
  }

  /** For how many operations that touch its own each cluster waits, and who waits for it. */
  #waits() {
    const { cluster } = this.clusters;
    const count = new Int32Array(this.clusters.size);
    const by = new Map<number, number[]>();
    for (const [before, after] of this.#touching) {
      const [from, to] = [cluster[before]!, cluster[after]!];
      count[to]!++;
      const known = by.get(from);
      if (known === undefined) by.set(from, [to]);
      else known.push(to);
    }
    return { count, by };
  }

  /** Operations that show why each cluster of a circle is before the next. */
  #circle(end: number): number[] {
    const earliest = this.#left[end]!;
    const met: number[] = [], shown: number[][] = [];
    let at = earliest;
    while (!met.includes(at)) {
      met.push(at);
      const [from, ...operations] = this.#before(at, earliest, end);
      shown.push(operations);
      at = from;
    }
    const around = shown.slice(met.indexOf(at)).flat();
    return [...new Set(around)].filter((operation) => operation >= 0).sort((a, b) => a - b);
  }

  /** A cluster that is left and must be before another, and the two operations that show it. */
  #before(cluster: number, earliest: number, end: number): [number, number, number] {
    const from = cluster === earliest ? this.#second(end) : earliest;
    if (from !== undefined && this.#firstEnd[from]! < this.#lastStart[cluster]!) {
      return [from, this.#ended[from]!, this.#began[cluster]!];
    }
    const of = this.clusters.cluster;
    const [before, after] = this.#touching.find(([before, after]) =>
      of[after] === cluster && this.#placed[of[before]!] === 0
    )!;
    return [of[before]!, before, after];
  }

  /** In each cluster its write, and then its reads in the order of their calls. */
  #orderOf(row: readonly number[]): number[] {
    const { cluster } = this.clusters;
    const reads = new Map<number, number[]>();
    for (const operation of this.#taken) {
      if (!this.clusters.isRead(operation)) continue;
      const known = reads.get(cluster[operation]!);
      if (known === undefined) reads.set(cluster[operation]!, [operation]);
      else known.push(operation);
    }
    const start = this.clusters.size - 1;
    return row.flatMap((each) => [...each === start ? [] : [each], ...reads.get(each) ?? []]);
  }
}
