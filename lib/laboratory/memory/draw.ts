/**
 * Histories drawn at random. Every field is drawn by itself, so that nothing follows from what it should not
 * follow from: processes, registers and values have no order, several registers hold the same values, zero
 * and the empty text are among them, and moments coincide.
 *
 * @module
 */

import type { Random } from "../../sim/random.ts";
import { type Access, type Done, type Memory, read, write } from "./histories.ts";

/** What a history is drawn from. */
export interface Drawing {
  /** How many processes there are. */
  readonly processes: number;
  /** How many operations there are. */
  readonly operations: number;
  /** How many registers there are. */
  readonly registers: number;
  /** The share of writes; default 0.4. */
  readonly writes?: number;
  /** The share of reads that return something other than what a single copy would have; default 0.3. */
  readonly stray?: number;
  /** The share of those that return what nobody wrote; default 0. */
  readonly thin?: number;
  /** How long operations last at most, in ms; default 8. */
  readonly longest?: number;
}

/** Numbers of processes: of these some are alike in their last bits. */
const PROCESSES = [
  0,
  1,
  2,
  3,
  8,
  10,
  11,
  4,
  5,
  16,
  6,
  7,
  12,
  13,
  9,
  15,
  14,
  17,
  18,
  19,
  20,
  21,
  22,
];
/** Names of registers: some are alike in their first letter, and together with a number. */
const REGISTERS = ["x", "y", "", "0", "x1", "xy"];
/** Numbers that can be taken for nothing, or for each other: by their whole part, sign, or last bits. */
const TRICKY = [0, 1, -1, 0.5, 16, 11];
const VALUES = [...TRICKY, 2, 3, 4, 5, 6, 7, 8, 10];

/** Some of these, in any order; the first of them more often than the last. */
export function some<T>(random: Random, from: readonly T[], count: number): T[] {
  const left = from.slice(0, Math.max(count, 1 + random.below(from.length)));
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0]!);
}

/** So many processes. */
export function processes(random: Random, count: number): number[] {
  return some(random, PROCESSES, count);
}

/** So many registers. */
export function registers(random: Random, count: number): string[] {
  return some(random, REGISTERS, count);
}

/** Values for one register, in any order; every other time the tricky ones come last, and are taken first. */
export function values(random: Random): number[] {
  const all = some(random, VALUES, VALUES.length);
  if (random.chance(0.5)) return all;
  const last = (value: number) => TRICKY.includes(value) ? 1 : 0;
  return all.sort((a, b) => last(a) - last(b));
}

/** Who is busy, and when. */
interface Span {
  readonly process: number;
  readonly invokedAt: number;
  readonly endedAt: number;
}

/** A history at random: what one copy would have answered, with stray answers in between. */
export function draw(random: Random, drawing: Drawing): Memory {
  const { writes = 0.4, stray = 0.3, thin = 0 } = drawing;
  const spans = spansOf(random, drawing);
  const keys = registers(random, drawing.registers);
  const fresh = new Map(keys.map((key) => [key, values(random)]));
  const done = spans.map(({ process }) => {
    const key = keys[random.below(keys.length)]!;
    const value = random.chance(writes) ? fresh.get(key)!.pop() : undefined;
    return value === undefined ? read(process, key, null) : write(process, key, value);
  });
  const honest = byOneCopy(random, spans, done);
  return done.map((each, id): Access => {
    const { invokedAt, endedAt } = spans[id]!;
    const about = { id, invokedAt, endedAt, outcome: "ok" as const };
    if (each.input.type === "write") return { ...each, ...about };
    const { key } = each.input;
    if (!random.chance(stray)) return { ...each, ...about, output: honest[id]! };
    // What is still fresh was written to no such register, though it may have been to another.
    const choice = random.chance(thin) ? fresh.get(key)! : [null, ...writtenTo(done, key)];
    return { ...each, ...about, output: choice[random.below(choice.length)] ?? null };
  });
}

function writtenTo(done: readonly Done[], key: string): number[] {
  return done.flatMap(({ input }) =>
    input.type === "write" && input.key === key ? [input.value] : []
  );
}

/** What a single copy answers that takes each operation at some moment of its time. */
function byOneCopy(
  random: Random,
  spans: readonly Span[],
  done: readonly Done[],
): (number | null)[] {
  const copy = new Map<string, number>();
  const outputs = done.map((): number | null => null);
  const moments = spans.map(({ invokedAt, endedAt }, id) => ({
    id,
    at: invokedAt + random.unit() * (endedAt - invokedAt),
  }));
  for (const { id } of moments.sort((a, b) => a.at - b.at || a.id - b.id)) {
    const { input } = done[id]!;
    if (input.type === "write") copy.set(input.key, input.value);
    else outputs[id] = copy.get(input.key) ?? null;
  }
  return outputs;
}

/** Parts of a ms are told apart, the first operation may begin at 0, and some take no time. */
function spansOf(
  random: Random,
  { processes: count, operations, longest = 8 }: Drawing,
): Span[] {
  const names = processes(random, count), free = new Map<number, number>();
  const grain = [1, 0.5, 0.125][random.below(3)]!;
  const spans: Span[] = [];
  let now = 0;
  while (spans.length < operations) {
    const process = names[random.below(count)]!;
    now = Math.max(now + random.below(5) * grain, free.get(process) ?? 0);
    // Where one ends another may begin: in the same instant neither is before the other.
    const ends = spans.map(({ endedAt }) => endedAt).filter((end) => end > now);
    if (ends.length > 0 && random.chance(0.3)) now = Math.min(...ends);
    const endedAt = now + random.below(longest / grain + 1) * grain;
    spans.push({ process, invokedAt: now, endedAt });
    free.set(process, endedAt + grain);
  }
  return spans;
}
