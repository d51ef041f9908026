/** Threads that each read a shared counter and then write it back, one larger (Stateright: increment). @module */

import type { TransitionSystem } from "../explore/system.ts";

/** The shared counter, and where each thread is. */
export interface Increment {
  /** What all threads increment. */
  readonly counter: number;
  /** `line` 1: about to read; 2: about to write `read` + 1; 3: done. */
  readonly threads: readonly { readonly line: 1 | 2 | 3; readonly read: number }[];
}

/** As many threads as asked for. */
export function increment(count: number): TransitionSystem<Increment> {
  const threads = Array.from({ length: count }, (_, thread) => thread);
  return {
    name: `increment, ${count} threads`,
    initial: () => [{ counter: 0, threads: threads.map(() => ({ line: 1, read: 0 })) }],
    indexed: ["threads"],
    actions: threads.flatMap((me) => [
      {
        name: `Read(${me})`,
        next: (s) =>
          s.threads[me]!.line === 1
            ? { threads: { [me]: { line: 2, read: s.counter } as const } }
            : undefined,
      },
      {
        name: `Write(${me})`,
        next: (s) =>
          s.threads[me]!.line === 2
            ? {
              counter: s.threads[me]!.read + 1,
              threads: { [me]: { ...s.threads[me]!, line: 3 } as const },
            }
            : undefined,
      },
    ]),
    always: {
      "the counter counts the threads that are done": (s) =>
        s.counter === s.threads.filter(({ line }) => line === 3).length,
    },
    canonical: (s) => ({
      ...s,
      threads: s.threads.toSorted((a, b) => a.line - b.line || a.read - b.read),
    }),
  };
}
