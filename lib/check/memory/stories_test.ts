/**
 * The session guarantees straight from their definitions: every total order of the writes and every choice of
 * what each read sees is tried as the story, and each condition is looked at as it is written.
 *
 * @module
 */

import { INITIAL, type Memory } from "./memory.ts";
import type { Guarantees } from "./session.ts";

/** Every order of some things. */
export function* orders<T>(things: readonly T[]): Generator<readonly T[]> {
  if (things.length === 0) yield [];
  for (const [at, first] of things.entries()) {
    for (const rest of orders(things.toSpliced(at, 1))) yield [first, ...rest];
  }
}

/** Every subset of some things. */
export function subsets<T>(things: readonly T[]): T[][] {
  return things.reduce<T[][]>((all, each) => [...all, ...all.map((some) => [...some, each])], [[]]);
}

/** Which writes each read sees, of those reads for which it has been chosen. */
type Visible = ReadonlyMap<number, ReadonlySet<number>>;

/** Whether some story explains a memory and meets the conditions. */
export function guaranteed(memory: Memory, guarantees: Guarantees): boolean {
  if (memory.thin.length > 0) return false;
  const { accesses } = memory;
  const writes = accesses.filter(({ kind }) => kind === "write").map(({ index }) => index);
  const reads = accesses.filter(({ kind }) => kind === "read");
  for (const ar of orders(writes)) {
    const chosen = new Map<number, ReadonlySet<number>>();
    const choose = (nth: number): boolean => {
      const read = reads[nth];
      if (read === undefined) return meets(memory, guarantees, ar, chosen);
      for (const seen of subsets(ar)) {
        // The value of the read is that of the last write, in ar, to its register among those it sees.
        const last = seen.findLast((write) => accesses[write]!.key === read.key) ?? INITIAL;
        if (last !== read.from) continue;
        chosen.set(read.index, new Set(seen));
        if (meets(memory, guarantees, ar, chosen) && choose(nth + 1)) return true;
        chosen.delete(read.index);
      }
      return false;
    };
    if (choose(0)) return true;
  }
  return false;
}

/** The conditions, one by one, on what has been chosen. */
function meets(
  memory: Memory,
  guarantees: Guarantees,
  ar: readonly number[],
  vis: Visible,
): boolean {
  const { accesses } = memory;
  const so = (a: number, b: number) => a < b && accesses[a]!.process === accesses[b]!.process;
  const isEarlier = (a: number, b: number) => ar.indexOf(a) < ar.indexOf(b);
  const reads = [...vis.keys()];
  const seesAll = (seen: Iterable<number>, read: number) =>
    [...seen].every((write) => vis.get(read)!.has(write));
  /** Whether w₁ is the earlier, and whoever sees w₂ sees w₁. */
  const comesAlong = (w1: number, w2: number) =>
    isEarlier(w1, w2) && reads.every((r) => !vis.get(r)!.has(w2) || vis.get(r)!.has(w1));
  const { readYourWrites, monotonicReads, monotonicWrites, writesFollowReads } = guarantees;
  return isAcyclic(memory, vis) &&
    (!readYourWrites || reads.every((r) => seesAll(ar.filter((w) => so(w, r)), r))) &&
    (!monotonicReads ||
      reads.every((r1) => reads.every((r2) => !so(r1, r2) || seesAll(vis.get(r1)!, r2)))) &&
    (!monotonicWrites ||
      ar.every((w1) => ar.every((w2) => !so(w1, w2) || comesAlong(w1, w2)))) &&
    (!writesFollowReads ||
      reads.every((r) =>
        ar.every((w2) => !so(r, w2) || [...vis.get(r)!].every((w1) => comesAlong(w1, w2)))
      ));
}

/** Whether nothing comes before itself in so and vis together: what nothing comes before is taken away. */
function isAcyclic({ accesses }: Memory, vis: Visible): boolean {
  const left = new Set(accesses.map(({ index }) => index));
  for (let size = -1; size !== left.size;) {
    size = left.size;
    for (const b of left) {
      const hasCause = [...left].some((a) =>
        (a < b && accesses[a]!.process === accesses[b]!.process) || vis.get(b)?.has(a)
      );
      if (!hasCause) left.delete(b);
    }
  }
  return left.size === 0;
}
