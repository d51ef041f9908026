/**
 * Histories that tell two levels of consistency apart, found by trying all of them: the smallest first.
 *
 * @module
 */

import { level, type LevelName } from "../levels.ts";
import type { MemoryHistory, MemoryOperation } from "./memory.ts";

/** How far a search goes. */
export interface WitnessOptions {
  /** The most operations; default 6. */
  readonly operations?: number;
  /** The most processes; default 3. */
  readonly processes?: number;
  /**
   * Whether operations may overlap, and the last of a process have no end, in every way; a read may then return
   * what is written after its call. Otherwise one comes after the other, which is the default.
   */
  readonly overlapping?: boolean;
}

/** An operation before it is known what it reads. */
interface Draft {
  readonly process: number;
  readonly kind: "write" | "read";
  readonly key: string;
}

const KEYS = ["x", "y"];

/** The first history that keeps to `kept`, and not to `broken`; nothing when there is none so small. */
export function witness(
  broken: LevelName,
  kept: LevelName,
  options: WitnessOptions = {},
): MemoryHistory | undefined {
  const [upper, lower] = [level(broken), level(kept)];
  for (const history of smallHistories(options)) {
    if (upper.check(history).verdict !== "violation") continue;
    if (lower.check(history).verdict === "ok") return history;
  }
  return undefined;
}

/**
 * Small histories on the registers x and y that differ by more than names: those with the fewest operations first, and of these those with the fewest processes.
 */
export function* smallHistories(
  { operations = 6, processes = 3, overlapping = false }: WitnessOptions = {},
): Generator<MemoryHistory> {
  for (let size = 1; size <= operations; size++) {
    for (let people = 1; people <= Math.min(processes, size); people++) {
      for (const draft of drafts([], size, people)) {
        for (const history of answered(draft, overlapping)) {
          if (overlapping) yield* ended(history);
          else yield history;
        }
      }
    }
  }
}

/** All that `people` processes may ask; names come into use in their order. */
function* drafts(
  begun: readonly Draft[],
  size: number,
  people: number,
): Generator<readonly Draft[]> {
  const processes = new Set(begun.map(({ process }) => process)).size;
  if (people - processes > size - begun.length) return;
  if (begun.length === size) {
    if (isWorthwhile(begun)) yield begun;
    return;
  }
  const keys = KEYS.slice(0, new Set(begun.map(({ key }) => key)).size + 1);
  for (let process = 0; process <= Math.min(processes, people - 1); process++) {
    for (const kind of ["write", "read"] as const) {
      for (const key of keys) yield* drafts([...begun, { process, kind, key }], size, people);
    }
  }
}

/** A register that nobody writes, or nobody reads, tells nothing apart. */
function isWorthwhile(draft: readonly Draft[]): boolean {
  return draft.every(({ key }) =>
    ["write", "read"].every((kind) => draft.some((each) => each.key === key && each.kind === kind))
  );
}

/** Every way in which operations may end: after the calls of others, or never. */
function* ended(
  history: MemoryHistory,
  done: readonly MemoryOperation[] = [],
): Generator<MemoryHistory> {
  const next = history[done.length];
  if (next === undefined) return yield done;
  const later = history.slice(done.length + 1);
  const own = later.findIndex(({ process }) => process === next.process);
  const calls = own < 0 ? later : later.slice(0, own);
  for (const { invokedAt } of [next, ...calls]) {
    yield* ended(history, [...done, { ...next, endedAt: invokedAt + 6 }]);
  }
  if (own >= 0) return;
  const { output: _, ...asked } = next;
  yield* ended(history, [...done, { ...asked, endedAt: Infinity, outcome: "unknown" }]);
}

/** Every way in which the reads may be answered: by what was written before them, or by anything written. */
function* answered(
  draft: readonly Draft[],
  byAny: boolean,
  done: readonly MemoryOperation[] = [],
): Generator<MemoryHistory> {
  const next = draft[done.length];
  if (next === undefined) return yield done;
  const id = done.length;
  const { process, kind, key } = next;
  const about = { id, process, invokedAt: 10 * id, endedAt: 10 * id + 6, outcome: "ok" } as const;
  if (kind === "write") {
    const value = valueOf(draft, id);
    yield* answered(draft, byAny, [...done, {
      ...about,
      input: { type: kind, key, value },
      output: null,
    }]);
    return;
  }
  const values = draft.flatMap((other, at) =>
    other.kind === "write" && other.key === key && (byAny || at < id) ? [valueOf(draft, at)] : []
  );
  for (const output of [null, ...values]) {
    yield* answered(draft, byAny, [...done, { ...about, input: { type: kind, key }, output }]);
  }
}

/** Writes write 1, 2 and so on, in the order of their calls. */
function valueOf(draft: readonly Draft[], at: number): number {
  return draft.slice(0, at + 1).filter(({ kind }) => kind === "write").length;
}
