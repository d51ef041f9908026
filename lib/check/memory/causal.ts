/**
 * Causal consistency in its two strong forms.
 *
 * *Causal memory* (Ahamad et al. 1995, Definition 2): for each process there is an order of its own
 * operations and all writes, which respects the causal order, and in which every read returns the last
 * value written. *Causal+*, or causal convergence (Lloyd, Freedman, Kaminsky, Andersen 2011; in Viotti
 * and Vukolić 2016 with hb = (so ∪ vis)⁺: hb ⊆ vis, hb ⊆ ar, and return values by ar): all processes
 * arbitrate concurrent writes alike, and a read returns the last, by that arbitration, of the writes in
 * its causal past. Neither implies the other.
 *
 * Both are decided by the bad patterns of Bouajjani, Enea, Guerraoui and Hamza (POPL 2017, Table 2).
 *
 * @module
 */

import { causalOrder, groundless, staleInitial } from "./causality.ts";
import { INITIAL, type Memory } from "./memory.ts";
import { named, type Relation } from "./relation.ts";
import { serialisation } from "./serialisation.ts";
import { circular, type LevelVerdict, ok } from "./verdict.ts";

/** Whether a memory is causally convergent. */
export function causalPlus(memory: Memory): LevelVerdict {
  const causal = causalOrder(memory);
  const wrong = groundless(memory, causal) ?? overlooked(memory, causal);
  if (wrong !== undefined) return wrong;
  const order = causal.copy();
  for (const [write, read] of seenWrites(memory, causal)) {
    const { from, process } = memory.accesses[read]!;
    order.add(
      write,
      from,
      `as process ${process}, who had both in the past, took the latter's value`,
      { shownBy: () => [read, ...named(causal.path(write, read))] },
    );
  }
  return order.onCycle < 0 ? ok : circular(memory.accesses, order);
}

/** Whether a memory is causal in the sense of Ahamad and others. */
export function causalMemory(memory: Memory): LevelVerdict {
  const causal = causalOrder(memory);
  const wrong = groundless(memory, causal);
  if (wrong !== undefined) return wrong;
  for (const process of memory.sessions.keys()) {
    const verdict = serialisation(memory, process, causal);
    if (verdict.verdict !== "ok") return verdict;
  }
  return ok;
}

/** A read that found nothing though its causal past has a write. */
function overlooked(memory: Memory, causal: Relation): LevelVerdict | undefined {
  const { accesses } = memory;
  for (const read of accesses) {
    if (read.kind !== "read" || read.from !== INITIAL) continue;
    for (const write of accesses) {
      if (write.kind !== "write" || write.key !== read.key) continue;
      if (!causal.has(write.index, read.index)) continue;
      return staleInitial(memory, read.index, causal.path(write.index, read.index));
    }
  }
  return undefined;
}

/** Each read with each other write of its register in its causal past. */
function* seenWrites({ accesses }: Memory, causal: Relation): Generator<[number, number]> {
  for (const read of accesses) {
    if (read.kind !== "read" || read.from === INITIAL) continue;
    for (const write of accesses) {
      const other = write.kind === "write" && write.key === read.key && write.index !== read.from;
      if (other && causal.has(write.index, read.index)) yield [write.index, read.index];
    }
  }
}
