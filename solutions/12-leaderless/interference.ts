import type { Command, Interference } from "../../exercises/12-leaderless/given.ts";

/** Moraru, Andersen and Kaminsky 2013, sections 4.1 and 4.3. */
export const interference: Interference = {
  interfere: (a, b) => a.some((one) => b.some((other) => clash(one, other))),
  attributes(rows, id, value) {
    let sequence = 0;
    const dependencies = rows.map((row, replica) => {
      let last = 0;
      for (const [slot, known] of row) {
        if (replica === id.replica && slot >= id.slot) continue;
        if (!interference.interfere(value, known.value)) continue;
        last = Math.max(last, slot);
        sequence = Math.max(sequence, known.sequence);
      }
      return last;
    });
    return { dependencies, sequence: sequence + 1 };
  },
};

function clash(a: Command, b: Command): boolean {
  return a.client === b.client || share(a.writes, b.writes) || share(a.writes, b.reads) ||
    share(a.reads, b.writes);
}

function share(some: readonly string[], others: readonly string[]): boolean {
  if (some.length === 0 || others.length === 0) return false;
  return some.includes("*") || others.includes("*") || some.some((name) => others.includes(name));
}
