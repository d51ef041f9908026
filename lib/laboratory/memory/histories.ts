/** Histories of a memory: in words, and as operations one after the other. @module */

import type { Operation } from "../../model/history.ts";

/** One operation on a register; `output` is what was read, null for a write and for nothing. */
export interface Access extends
  Operation<
    | { readonly type: "read"; readonly key: string }
    | { readonly type: "write"; readonly key: string; readonly value: number },
    number | null
  > {
  /** What was read. */
  readonly output: number | null;
}

/** Operations in the order in which they were invoked; a process has one at a time. */
export type Memory = readonly Access[];

/** What is done in an operation: it makes a history together with the times. */
export type Done = Pick<Access, "process" | "input" | "output">;

/** A write. */
export function write(process: number, key: string, value: number): Done {
  return { process, input: { type: "write", key, value }, output: null };
}

/** A read, and what it returned. */
export function read(process: number, key: string, output: number | null): Done {
  return { process, input: { type: "read", key }, output };
}

/** A history of these: each takes 6 ms and begins 10 ms after the one before. */
export function oneByOne(done: readonly Done[]): Memory {
  return done.map(({ process, input, output }, id) => {
    const invokedAt = 10 * id;
    return { id, process, input, output, invokedAt, endedAt: invokedAt + 6, outcome: "ok" };
  });
}

/**
 * A history from words like `0 w x 1, 1 r x 1, 1 r y -`: process, write or read, register, value (`-` for
 * null). Each operation takes 6 ms and begins 10 ms after the one before; with `&` in place of the comma
 * it lasts until the next one is under way. A register with a strange name is in quotes: `0 w "" 1`.
 */
export function memory(text: string): Memory {
  const words = text.split(/\s*([,&])\s*/);
  const done = words.filter((_, i) => i % 2 === 0).map((each) => {
    const [process, what, name, value] = each.trim().split(/\s+/) as [
      string,
      string,
      string,
      string,
    ];
    const key = name.startsWith('"') ? JSON.parse(name) as string : name;
    return what === "w"
      ? write(Number(process), key, Number(value))
      : read(Number(process), key, value === "-" ? null : Number(value));
  });
  return oneByOne(done).map((each) =>
    words[2 * each.id + 1] === "&" ? { ...each, endedAt: each.invokedAt + 14 } : each
  );
}

/** A history in the same words. */
export function inWords(history: readonly Done[]): string {
  return history.map(({ process, input, output }) => {
    const value = input.type === "write" ? input.value : output ?? "-";
    return `${process} ${input.type === "write" ? "w" : "r"} ${named(input.key)} ${value}`;
  }).join(", ");
}

/** A register as it stands in words. */
export function named(key: string): string {
  return /^[a-z]\w*$/i.test(key) ? key : JSON.stringify(key);
}
