/** What is given: histories of a memory, in words and as data. There is nothing to fill in here. @module */

import type { Operation } from "hb/model/history.ts";

/** Stands where something is still to be written. */
export { todo } from "hb/grade/todo.ts";

/** What a register holds: any number, also zero and less; null before anybody has written it. */
export type Value = number | null;

/** What is asked of a memory. Registers have any names, the empty one too. */
export type Input =
  | { readonly type: "read"; readonly key: string }
  | { readonly type: "write"; readonly key: string; readonly value: number };

/**
 * One operation: its place `id` in the history, counted from 0; `process`, any whole number from 0;
 * `input`; `invokedAt` and `endedAt` in ms, which need not be whole and may be the same; and as `output` the
 * value that was read (null for a write). All have ended in "ok". No two writes of a history write the same
 * value to the same register; to several registers they may.
 */
export interface Access extends Operation<Input, Value> {
  readonly output: Value;
}

/**
 * Operations in the order in which they were invoked; a process has one at a time, and begins it after the
 * one before has ended. Some histories are strange: a read may return what is written only later. In parts
 * 2 and 3, whatever is read was written, sooner or later.
 */
export type Memory = readonly Access[];

/** The levels that part 1 asks about, strongest first. */
export const levels = ["linearizable", "sequential", "causal memory", "PRAM", "none"] as const;

/** One of them. */
export type Level = typeof levels[number];

/** The histories of part 1, in words: process, write or read, register, value. */
export const histories = {
  A: "0 w x 1, 1 r x 1, 1 w x 2, 0 r x 2",
  B: "0 w x 1, 1 r x -, 1 w y 2, 0 r y 2",
  C: "0 w x 1, 1 w y 2, 2 r x 1, 2 r y -, 3 r y 2, 3 r x -",
  D: "0 w x 1 & 1 r x -, 1 r x 1",
  E: "0 w x 1, 1 r x 1, 1 w y 2, 2 r y 2, 2 r x -",
  F: "0 w x 1, 1 r x 1, 1 w x 2, 0 w x 3, 2 r x 2, 2 r x 3, 3 r x 3, 3 r x 2",
  G: "0 w x 1, 0 w x 2, 1 r x 2, 1 r x 1",
  H: "0 w x 1, 1 r y -, 0 w y 2, 1 r x -, 1 r y 2, 1 r x 1",
} as const;

/**
 * For each register the values that were written, in the order in which the store arbitrated them. A
 * register that nobody wrote is not in it.
 */
export type Arbitration = ReadonlyMap<string, readonly number[]>;

/** Part 3: two checkers. */
export interface Session {
  readsItsWrites(history: Memory, arbitration: Arbitration): boolean;
  readsMonotonically(history: Memory, arbitration: Arbitration): boolean;
}

/**
 * `memory(text)`: a history from words like `0 w x 1, 1 r x 1, 1 r y -`: process, write or read, register, value
 * (`-` for null). Each operation takes 6 ms and begins 10 ms after the one before; with `&` in place of the
 * comma it lasts until the next one is under way. `inWords(history)` says it in the same words. A register
 * with a strange name is in quotes: `0 w "" 1`.
 */
export { inWords, memory } from "hb/laboratory/memory/histories.ts";
