/** Histories that the suite tries. @module */

import { frozen } from "hb/grade/frozen.ts";
import { Random } from "hb/sim/random.ts";
import type { Access, Memory } from "../memory.ts";

/** What a history is drawn from. */
export interface Drawing {
  readonly processes: number;
  readonly operations: number;
  readonly keys: readonly string[];
  /** The probability that a read returns something other than the value last written. */
  readonly stale: number;
}

/** A history at random; most reads return what was written last before they began. */
export function draw(seed: number, { processes, operations, keys, stale }: Drawing): Memory {
  const random = new Random(seed, "history");
  const free = new Array<number>(processes).fill(0);
  const written = new Map<string, number[]>(keys.map((key) => [key, []]));
  let now = 0;
  return frozen(Array.from({ length: operations }, (_, id): Access => {
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
  }));
}

/** The history without operations that it takes not to show what `fails` sees. */
export function shrink(history: Memory, fails: (history: Memory) => boolean): Memory {
  let best = history;
  for (let at = best.length - 1; at >= 0; at--) {
    const shorter = best.toSpliced(at, 1).map((each, id) => ({ ...each, id }));
    if (sound(shorter) && fails(shorter)) best = shorter;
  }
  return best;
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
