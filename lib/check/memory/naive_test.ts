/** The levels straight from their definitions, for tiny memories: try everything. @module */

import { type Access, INITIAL, type Memory, type MemoryHistory, memoryOf } from "./memory.ts";
import { guaranteed, orders } from "./stories_test.ts";

/** The pairs of a relation and all that follows from them, by trying every middle. */
function closed(pairs: readonly (readonly [number, number])[]): Set<string> {
  const found = new Set(pairs.map(([a, b]) => `${a},${b}`));
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const one of [...found]) {
      for (const other of [...found]) {
        const [a, b] = one.split(","), [c, d] = other.split(",");
        if (b === c) found.add(`${a},${d}`);
      }
    }
  }
  return found;
}

function sessionPairs({ sessions }: Memory): [number, number][] {
  return [...sessions.values()].flatMap((session) =>
    session.slice(1).map((index, i): [number, number] => [session[i]!, index])
  );
}

function causalPairs(memory: Memory): Set<string> {
  const read = memory.accesses.filter(({ kind, from }) => kind === "read" && from !== INITIAL);
  return closed([
    ...sessionPairs(memory),
    ...read.map(({ from, index }) => [from, index] as const),
  ]);
}

function grounded(memory: Memory): boolean {
  const causal = causalPairs(memory);
  return memory.thin.length === 0 &&
    memory.accesses.every(({ index }) => !causal.has(`${index},${index}`));
}

const keeps = (order: readonly number[], pairs: Set<string>) =>
  order.every((a, i) => order.slice(0, i).every((b) => !pairs.has(`${a},${b}`)));

/** Whether each of the reads in an order returns the last value written before it. */
function legal(memory: Memory, order: readonly number[]): boolean {
  const last = new Map<string, number>();
  return order.every((index) => {
    const { kind, key, from } = memory.accesses[index]!;
    if (kind === "read") return (last.get(key) ?? INITIAL) === from;
    last.set(key, index);
    return true;
  });
}

/** Some order of these accesses that keeps to the pairs is legal. */
function serialisable(memory: Memory, accesses: readonly Access[], pairs: Set<string>): boolean {
  for (const order of orders(accesses.map(({ index }) => index))) {
    if (keeps(order, pairs) && legal(memory, order)) return true;
  }
  return false;
}

/** The definitions, by the names of the levels. */
export const definitions: Readonly<Record<string, (history: MemoryHistory) => boolean>> = {
  "sequential": (history) => {
    const memory = memoryOf(history);
    return grounded(memory) && serialisable(memory, memory.accesses, closed(sessionPairs(memory)));
  },
  "causal memory": (history) => everyView(memoryOf(history), causalPairs),
  "PRAM": (history) => everyView(memoryOf(history), (memory) => closed(sessionPairs(memory))),
  "causal+": (history) => {
    const memory = memoryOf(history);
    if (!grounded(memory)) return false;
    const causal = causalPairs(memory);
    const writes = memory.accesses.filter(({ kind }) => kind === "write").map(({ index }) => index);
    for (const order of orders(writes)) {
      if (!keeps(order, causal)) continue;
      const right = memory.accesses.every(({ kind, key, from, index }) => {
        if (kind === "write") return true;
        const past = order.filter((write) =>
          memory.accesses[write]!.key === key && causal.has(`${write},${index}`)
        );
        return (past.at(-1) ?? INITIAL) === from;
      });
      if (right) return true;
    }
    return false;
  },
  "read your writes": (history) => guaranteed(memoryOf(history), { readYourWrites: true }),
  "monotonic reads": (history) => guaranteed(memoryOf(history), { monotonicReads: true }),
  "monotonic writes": (history) =>
    guaranteed(memoryOf(history), { monotonicReads: true, monotonicWrites: true }),
  "writes follow reads": (history) =>
    guaranteed(memoryOf(history), { monotonicReads: true, writesFollowReads: true }),
};

function everyView(memory: Memory, pairsOf: (memory: Memory) => Set<string>): boolean {
  const pairs = pairsOf(memory);
  return grounded(memory) && [...memory.sessions.keys()].every((process) =>
    serialisable(
      memory,
      memory.accesses.filter((each) => each.kind === "write" || each.process === process),
      pairs,
    )
  );
}
