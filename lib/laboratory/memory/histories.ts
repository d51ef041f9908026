/** Histories of a memory: in words, drawn at random, and with less in them. @module */

import type { Operation } from "../../model/history.ts";
import { Random } from "../../sim/random.ts";

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

/**
 * A history from words like `0 w x 1, 1 r x 1, 1 r y -`: process, write or read, register, value (`-` for
 * null). Each operation takes 6 ms and begins 10 ms after the one before; with `&` in place of the comma
 * it lasts until the next one is under way.
 */
export function memory(text: string): Memory {
  const words = text.split(/\s*([,&])\s*/);
  return words.filter((_, i) => i % 2 === 0).map((each, id): Access => {
    const [process, what, key, value] = each.trim().split(/\s+/) as [
      string,
      string,
      string,
      string,
    ];
    const about = {
      id,
      process: Number(process),
      invokedAt: 10 * id,
      endedAt: 10 * id + (words[2 * id + 1] === "&" ? 14 : 6),
      outcome: "ok",
    } as const;
    return what === "w"
      ? { ...about, input: { type: "write", key, value: Number(value) }, output: null }
      : { ...about, input: { type: "read", key }, output: value === "-" ? null : Number(value) };
  });
}

/** A history in the same words. */
export function inWords(history: Memory): string {
  return history.map(({ process, input, output }) => {
    const value = input.type === "write" ? input.value : output ?? "-";
    return `${process} ${input.type === "write" ? "w" : "r"} ${input.key} ${value}`;
  }).join(", ");
}

/** What a history is drawn from. */
export interface Drawing {
  /** How many processes there are. */
  readonly processes: number;
  /** How many operations there are. */
  readonly operations: number;
  /** The registers. */
  readonly keys: readonly string[];
  /** The probability that a read returns something other than the value last written. */
  readonly stale: number;
}

/** A history at random; most reads return what was written last before they began. */
function draw(seed: number, { processes, operations, keys, stale }: Drawing): Memory {
  const random = new Random(seed, "history");
  const free = new Array<number>(processes).fill(0);
  const written = new Map<string, number[]>(keys.map((key) => [key, []]));
  let now = 0;
  return Array.from({ length: operations }, (_, id): Access => {
    now += random.below(8);
    const process = random.below(processes);
    const invokedAt = now = Math.max(now, free[process]!);
    const endedAt = invokedAt + 1 + random.below(14);
    free[process] = endedAt + 1;
    const key = keys[random.below(keys.length)]!;
    const values = written.get(key)!;
    const about = { id, process, invokedAt, endedAt, outcome: "ok" } as const;
    if (random.chance(0.4)) {
      values.push(id + 1);
      return { ...about, input: { type: "write", key, value: id + 1 }, output: null };
    }
    const any = [null, ...values][random.below(values.length + 1)]!;
    const output = random.chance(stale) ? any : values.at(-1) ?? null;
    return { ...about, input: { type: "read", key }, output };
  });
}

/** So many of them, of the first seeds. */
export function drawings(count: number, drawing: Drawing): Memory[] {
  return Array.from({ length: count }, (_, i) => draw(i + 1, drawing));
}

/** The history without one of its operations. */
export function* smaller(history: Memory): Generator<Memory> {
  for (let at = history.length - 1; at >= 0; at--) {
    const shorter = history.toSpliced(at, 1).map((each, id) => ({ ...each, id }));
    if (sound(shorter)) yield shorter;
  }
}

/** Whatever is read was written. */
function sound(history: Memory): boolean {
  return history.every(({ input, output }) =>
    input.type === "write" || output === null ||
    history.some((each) =>
      each.input.type === "write" && each.input.key === input.key && each.input.value === output
    )
  );
}
