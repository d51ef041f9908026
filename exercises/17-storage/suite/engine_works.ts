/** What an engine is to do before it crashes. @module */

import { Model } from "hb/laboratory/conformance/sorted_map.ts";
import type { KeyValue } from "../given.ts";
import { changesOf, type Write } from "./engine_command.ts";

/** Changes that are made in one call. */
export interface Batch {
  readonly writes: readonly Write[];
  readonly sync?: boolean;
}

/** Batches, one after another. */
export interface Work {
  readonly memoryBytes: number;
  readonly batches: readonly Batch[];
  /** The crash comes at the end, before it is closed. */
  readonly isLeft?: boolean;
  /** What whoever opens it after a crash writes; default two puts, synced. */
  readonly again?: readonly Batch[];
}

/** What may be there after a crash: what there was after some batch, the oldest first. */
export type Allowed = readonly (readonly KeyValue[])[];

/** Works, the smallest first. */
export const works: readonly [Work, Work, Work, Work] = [
  { memoryBytes: 1000, batches: [{ writes: [["a", "1"]], sync: true }] },
  {
    memoryBytes: 1000,
    batches: [{ writes: [["a", "1"], ["b", "1"]] }, { writes: [["a", "2"]], sync: true }],
  },
  {
    memoryBytes: 4,
    batches: [
      { writes: [["a", "111111"]] },
      { writes: [["a", null], ["b", "2"]], sync: true },
      { writes: [["b", "333333"]] },
    ],
  },
  {
    memoryBytes: 6,
    batches: [
      { writes: [["a", "1111111"], ["b", "1"]], sync: true },
      { writes: [["a", "2222222"]] },
      { writes: [["b", null], ["c", "3"]], sync: true },
      { writes: [["a", null], ["d", "44444444444444444"]] },
      { writes: [["e", "5"]] },
      { writes: [["c", "666666"], ["a", "6"]] },
      { writes: [["e", "777777777"]], sync: true },
      { writes: [["d", "8888888"]] },
    ],
  },
];

/** What is not synced until `close`. */
export const untilClose: Work = {
  memoryBytes: 1000,
  batches: [{ writes: [["a", "1"]], sync: true }, { writes: [["b", "1"]] }],
};

/**
 * Of two batches that a crash has torn, the second may be whole. Whoever comes next writes one that is as
 * long as the first, behind which the second stands.
 */
export const asLong: Work = {
  memoryBytes: 1000,
  batches: ["1", "2"].map((each) => ({ writes: [[`k${each}`, each]] })),
  isLeft: true,
  again: [{ writes: [["k3", "3"]] }],
};

/** A batch of many changes. */
export const many: Work = {
  memoryBytes: 4000,
  batches: [{
    writes: Array.from({ length: 40 }, (_, i): Write => [`k${10 + i}`, `${i}`]),
    sync: true,
  }],
};

/** What is done where a work does not say. */
const AGAIN: readonly Batch[] = [{ writes: [["a", "again"], ["zz", "again"]], sync: true }];

/** What whoever opens it after a crash writes. */
export const againIn = ({ again = AGAIN }: Work): readonly Batch[] => again;

/** What there is after each batch, before the first as well. */
export function statesOf(
  batches: readonly Batch[],
  first: readonly KeyValue[] = [],
): (readonly KeyValue[])[] {
  const model = new Model(new Map(first.map(({ key, value }) => [key.toHex(), value])));
  const states = [model.scan()];
  for (const { writes } of batches) {
    model.apply(changesOf(writes));
    states.push(model.scan());
  }
  return states;
}

/** So many changes of a batch are told. */
const TOLD = 8;

/** Batches in words. */
export const batchesInWords = (batches: readonly Batch[], name = "batch"): string =>
  batches.map(({ writes, sync = false }, i) => {
    const words = writes.map(([key, value]) => value === null ? `delete ${key}` : `${key}=${value}`)
      .slice(0, TOLD);
    const more = writes.length > TOLD ? ` and ${writes.length - TOLD} more` : "";
    return `${name} ${i + 1}: ${words.join(", ")}${more}${sync ? " (synced)" : ""}`;
  }).join("; ");

/** All of it in words. */
export function inWords(work: Work): string {
  const { memoryBytes, batches, isLeft } = work, end = isLeft ? "" : "; close";
  return `an engine with memory for ${memoryBytes} bytes; ${batchesInWords(batches)}${end}. ` +
    `Whoever opens it after a crash writes on, and closes it: ${
      batchesInWords(againIn(work), "new batch")
    }`;
}
