/** Part 2: for each name, what it has added, and what it has taken away. */

import type { Counters, Name } from "../../exercises/08-convergence/given.ts";

type Counts = ReadonlyMap<Name, readonly [more: number, less: number]>;

interface State {
  /** Who writes here. */
  readonly name: Name;
  readonly counts: Counts;
}

export const counters: Counters<State> = {
  start: (name, saved) => ({ name, counts: new Map(saved?.counts) }),
  add({ name, counts }, by) {
    const [more, less] = counts.get(name) ?? [0, 0];
    const own = [more + Math.max(by, 0), less + Math.max(-by, 0)] as const;
    return { name, counts: new Map(counts).set(name, own) };
  },
  merge({ name, counts }, other) {
    const both = new Map(counts);
    for (const [of, [more, less]] of other.counts) {
      const [here, gone] = both.get(of) ?? [0, 0];
      both.set(of, [Math.max(more, here), Math.max(less, gone)]);
    }
    return { name, counts: both };
  },
  value: ({ counts }) => [...counts.values()].reduce((sum, [more, less]) => sum + more - less, 0),
};
