/** Contexts that are merged in other ways: sets and maps can go wrong in the same ones. @module */

import type { Any } from "../../../exercises/08-convergence/given.ts";
import { joined } from "../context.ts";

const same = (a: Any) => (b: Any) => a.name === b.name && a.count === b.count;

/** Each dot once. */
export const unique = (all: Any[]): Any[] =>
  all.filter((each, i) => all.findIndex(same(each)) === i);

const contexts: Readonly<Record<string, (a: Any, b: Any) => Any>> = {
  "up to the last: gaps are taken as known": (a, b) => {
    const all = joined(a, b), upTo = new Map(all.upTo);
    for (const { name, count } of all.beyond) {
      upTo.set(name, Math.max(count, upTo.get(name) ?? 0));
    }
    return { upTo, beyond: [] };
  },
  "no gaps: what is known beyond a gap is forgotten": (a, b) => ({
    ...joined(a, b),
    beyond: [],
  }),
  "never compact: each dot is kept for itself": (a, b) => ({
    upTo: new Map(),
    beyond: unique([
      ...[a, b].flatMap(({ upTo }) =>
        [...upTo].flatMap(([name, count]) =>
          Array.from({ length: count }, (_, i) => ({ name, count: i + 1 }))
        )
      ),
      ...a.beyond,
      ...b.beyond,
    ]),
  }),
};

/** Merged as it should be, but that of two deltas the second is taken: what is there is known by where it began. */
export const secondOfTwo = (
  { empty, merge }: { empty(): unknown; merge(a: Any, b: Any): unknown },
): { empty(): Any; merge(a: Any, b: Any): Any } => ({
  empty: () => ({ ...empty() as Any, isState: true }),
  merge: (a, b) => a.isState || b.isState ? { ...merge(a, b) as Any, isState: true } : b,
});

/** A merge as it should be, but for what is known then. */
export const knowing = (
  merge: (a: Any, b: Any) => unknown,
  known: (a: Any, b: Any) => Any,
): { merge(a: Any, b: Any): Any } => ({
  merge: (a, b) => ({ ...merge(a, b) as Any, context: known(a.context, b.context) }),
});

/** The mistakes that sets and maps have in common, made in this merge. */
export function wrongContexts(
  merge: (a: Any, b: Any) => unknown,
): Readonly<Record<string, ReturnType<typeof knowing>>> {
  return Object.fromEntries(
    Object.entries(contexts).map(([name, known]) => [name, knowing(merge, known)]),
  );
}
