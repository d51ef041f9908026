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
import { type Clustered, type IsKnown, nowhere, type Row, Zones } from "./zones.ts";

export type { IsKnown, Row } from "./zones.ts";

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

/** Values that are equal exactly when a Map takes them for one. */
function isSimple(value: unknown): boolean {
  return (typeof value !== "object" || value === null) && !Number.isNaN(value);
}

/** The clusters of one partition. */
export class Clusters<I = unknown, O = unknown> implements Clustered {
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
