/**
 * A memory: named registers that processes write and read. Where no two writes of a register write the
 * same value, a history says from which write each read took its value, and everything else follows
 * (such histories are called differentiated: Bouajjani, Enea, Guerraoui, Hamza, POPL 2017, Section 3).
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import { assertHistory, type History, type Operation } from "../../model/history.ts";
import type { RegisterInput, RegisterOutput, Value } from "../spec/register.ts";

/** A history of registers. */
export type MemoryHistory = History<RegisterInput, RegisterOutput>;

/** An operation on a register. */
export type MemoryOperation = Operation<RegisterInput, RegisterOutput>;

/** The number of the initial write, which nobody made: every register begins with null. */
export const INITIAL: number = -1;

/** One write or one read that took effect. */
export interface Access {
  /** Its number among the accesses of the memory. */
  readonly index: number;
  /** The operation as it stands in the history. */
  readonly operation: MemoryOperation;
  /** Who did it. */
  readonly process: number;
  /** What it did. */
  readonly kind: "write" | "read";
  /** The register. */
  readonly key: string;
  /** What was written, or read. */
  readonly value: Value;
  /** Of a read: the number of the write it read from, or `INITIAL`. */
  readonly from: number;
}

/** What the operations of a history did, and which read took its value from which write. */
export interface Memory {
  /** Writes and reads in the order of their calls. */
  readonly accesses: readonly Access[];
  /** What each process did, in its own order. */
  readonly sessions: ReadonlyMap<number, readonly number[]>;
  /** Reads of values that nobody wrote: out of thin air. */
  readonly thin: readonly MemoryOperation[];
}

/**
 * The memory of a history. What failed did not happen; a read without an answer says nothing; a write
 * whose end is unknown happened if somebody read from it, and may as well not have happened otherwise.
 * Throws when a value is written twice to one register, and for operations that are neither.
 */
export function memoryOf(history: MemoryHistory): Memory {
  assertHistory(history);
  assertAccesses(history);
  const happened = history.filter(({ outcome, input, output }) =>
    outcome !== "fail" && !(input.type === "read" && output === undefined)
  );
  const writers = writersOf(happened);
  const read = new Set(
    happened.flatMap(({ input, output }) =>
      input.type === "read" ? [place(input, output as Value)] : []
    ),
  );
  const kept = happened.filter(({ outcome, input }) =>
    outcome === "ok" || (input.type === "write" && read.has(place(input, input.value)))
  );
  const thin: MemoryOperation[] = [];
  const known = kept.filter((operation) => {
    const { input, output } = operation;
    if (input.type !== "read" || output === null) return true;
    if (writers.has(place(input, output as Value))) return true;
    thin.push(operation);
    return false;
  });
  return { ...numbered(known), thin };
}

/** A compare-and-set that failed is none of either as well, and did not happen. */
function assertAccesses(history: MemoryHistory): void {
  const other = history.find(({ input, outcome }) =>
    !["read", "write"].includes(input?.type) && !(input?.type === "cas" && outcome === "fail")
  );
  if (other === undefined) return;
  const given = other.input?.type === "cas" ? "a compare-and-set" : encode(other.input);
  throw new RangeError(
    `Cannot judge a memory because its operations must be reads and writes: given ${given}`,
  );
}

function writersOf(history: MemoryHistory): ReadonlyMap<string, MemoryOperation> {
  const writers = new Map<string, MemoryOperation>();
  for (const operation of history) {
    const { input } = operation;
    if (input.type !== "write") continue;
    const written = place(input, input.value);
    if (writers.has(written) || input.value === null) {
      throw new RangeError(
        `Cannot judge a memory because ` +
          `each value of a register must be written once, and null never: ` +
          `given ${encode(input.value)} for ${encode(input.key ?? "")}`,
      );
    }
    writers.set(written, operation);
  }
  return writers;
}

function numbered(history: MemoryHistory): Omit<Memory, "thin"> {
  const numbers = new Map<string, number>();
  history.forEach(({ input }, index) => {
    if (input.type === "write") numbers.set(place(input, input.value), index);
  });
  const sessions = new Map<number, number[]>();
  const accesses = history.map((operation, index): Access => {
    const { input, output, process } = operation;
    const session = sessions.get(process);
    if (session === undefined) sessions.set(process, [index]);
    else session.push(index);
    const about = { index, operation, process, key: registerOf(input) };
    if (input.type === "write") {
      return { ...about, kind: "write", value: input.value, from: INITIAL };
    }
    const value = output as Value;
    const from = value === null ? INITIAL : numbers.get(place(input, value))!;
    return { ...about, kind: "read", value, from };
  });
  return { accesses, sessions };
}

function place(input: RegisterInput, value: Value): string {
  return `${encode(input.key)} ${encode(value)}`;
}

/**
 * The name of a register, as it is told; "" where there is only one, which has none. A number and a text are
 * two registers, and the empty text is one: such texts are in quotes.
 */
export function registerOf({ key }: RegisterInput): string {
  if (key === undefined) return "";
  return typeof key === "string" && /^[-\d"]|^$|^(NaN|Infinity)$/.test(key)
    ? JSON.stringify(key)
    : String(key);
}

/** An access in words: "process 1 reads x = 2"; what a read found of a register may be nothing. */
export function tell({ process, kind, key, value }: Access): string {
  const name = key === "" ? "the register" : key;
  const what = value === null ? `${name} and finds nothing` : `${name} = ${encode(value)}`;
  return `process ${process} ${kind}s ${what}`;
}
