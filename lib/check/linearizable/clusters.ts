/**
 * Registers in polynomial time (Gibbons and Korach 1997, section 4): where no two writes write the same
 * value, and there is no compare-and-set, it is known which write each read is from. A write and its reads
 * are a cluster, which nothing can come between, and the question is only whether the clusters can be put
 * in a row. One must come before another if something in it ended before something in the other began.
 *
 * The row is built from its beginning: what may come next is a cluster that no other one which is left must
 * come before. That others which were free to come are taken first never closes a way, so if none may come
 * next there is a circle, which two clusters or a few explain.
 *
 * @module
 */

import type { Spec } from "../spec/spec.ts";
import type { Partition } from "./partition.ts";

/** Whether clusters can be put in a row. */
export type Row =
  /** All operations that took effect, in an order that explains them. */
  | { readonly order: readonly number[] }
  /** Operations that contradict each other, whatever the others did. */
  | { readonly clash: readonly number[] };

/** Some operations of one partition, by their numbers. */
export type IsKnown = (operation: number) => boolean;

/** The clusters of a partition; nothing where a value does not tell which write it is from. */
export function clustersOf<S, I, O>(
  part: Partition<I, O>,
  spec: Spec<S, I, O>,
): Clusters<I, O> | undefined {
  if (spec.asRegister === undefined) return undefined;
  const { operations } = part;
  const writers = new Map<unknown, number>([[spec.init, operations.length]]);
  const read = new Map<number, unknown>();
  for (let i = 0; i < operations.length; i++) {
    const { input, output } = operations[i]!;
    const access = spec.asRegister(input, output);
    if (access === undefined || !isSimple(access.value)) return undefined;
    if (access.type === "read") read.set(i, access.value);
    else if (writers.has(access.value)) return undefined;
    else writers.set(access.value, i);
  }
  const cluster = Int32Array.from(
    operations,
    (_, i) => read.has(i) ? writers.get(read.get(i)) ?? nowhere : i,
  );
  return new Clusters(part, cluster);
}

/** In place of the write that a read is from. */
const nowhere = -1;

/** Values that are equal exactly when a Map takes them for one. */
function isSimple(value: unknown): boolean {
  return (typeof value !== "object" || value === null) && !Number.isNaN(value);
}

/** The clusters of one partition. */
export class Clusters<I = unknown, O = unknown> {
  /** The number of the cluster of what a register holds at the start. */
  readonly #start: number;
  /** When each operation was called. */
  readonly invokedAt: Float64Array;
  /** When each operation returned. */
  readonly endedAt: Float64Array;

  /** By operation, the write of its cluster. */
  constructor(readonly part: Partition<I, O>, readonly cluster: Int32Array) {
    this.#start = part.operations.length;
    this.invokedAt = Float64Array.from(part.operations, ({ invokedAt }) => invokedAt);
    this.endedAt = Float64Array.from(part.operations, ({ endedAt }) => endedAt);
  }

  /**
   * Whether the clusters can be put in a row, as far as `returned` operations had returned: of the others
   * only writes are known. What is not `known` may have had any answer, or not have taken effect at all.
   */
  decide(returned: number = this.part.returns.length, known?: IsKnown): Row {
    const zones = new Zones(this, returned, known);
    return zones.clash ?? zones.row();
  }

  /** The first moment at which there is no row any more; there must be none in the end. */
  firstClash(): {
    readonly blocked: number;
    readonly returned: number;
    readonly clash: readonly number[];
  } {
    const { returns } = this.part;
    const endOf = (rank: number) => this.endedAt[returns[rank]!]!;
    /** Whatever returned in one instant is looked at together. */
    const returnedBy = (rank: number) => {
      let next = rank + 1;
      while (next < returns.length && endOf(next) === endOf(rank)) next++;
      return next;
    };
    let [low, high] = [0, returns.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ("clash" in this.decide(returnedBy(middle))) high = middle;
      else low = middle + 1;
    }
    const returned = returnedBy(low);
    const row = this.decide(returned);
    if (!("clash" in row)) {
      throw new Error("Cannot find a clash because there must be one: given none");
    }
    const now = endOf(low);
    const blocked = row.clash.findLast((i) => this.endedAt[i] === now && this.isRead(i));
    return { blocked: blocked ?? returns[low]!, returned, clash: row.clash };
  }

  /** Whether an operation reads. */
  isRead(operation: number): boolean {
    return this.cluster[operation] !== operation;
  }

  /** The number of clusters, that of the start included, some of which may be empty. */
  get size(): number {
    return this.#start + 1;
  }
}

/** The clusters at one moment: when the first of each had ended, and when the last of each began. */
class Zones<I, O> {
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

  constructor(
    readonly clusters: Clusters<I, O>,
    readonly returned: number,
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
