/** Dotted version vectors as they must be. @module */

import type { Context, Copy, Dotted, Sibling } from "../given.ts";

const reaches = (seen: Context, of: string) =>
  Math.max(0, ...seen.flatMap(([actor, count]) => actor === of ? [count] : []));
const covers = (seen: Context, { actor, count }: Sibling) => reaches(seen, actor) >= count;
const has = ({ siblings }: Copy, { actor, count }: Sibling) =>
  siblings.some((each) => each.actor === actor && each.count === count);

function joined(a: Context, b: Context): Context {
  const actors = new Set([...a, ...b].map(([actor]) => actor));
  return [...actors].sort().map((actor) =>
    [actor, Math.max(reaches(a, actor), reaches(b, actor))] as const
  );
}

export const right: Dotted = {
  event(copy, context, actor, value) {
    const seen = joined(copy.seen, context), count = reaches(seen, actor) + 1;
    const { siblings } = right.discard(copy, context);
    return {
      siblings: [...siblings, { actor, count, value }],
      seen: joined(seen, [[actor, count]]),
    };
  },
  sync(a, b) {
    const kept = a.siblings.filter((each) => has(b, each) || !covers(b.seen, each));
    const news = b.siblings.filter((each) => !has(a, each) && !covers(a.seen, each));
    return { siblings: [...kept, ...news], seen: joined(a.seen, b.seen) };
  },
  context: ({ seen }) => seen,
  discard: ({ siblings, seen }, context) => ({
    siblings: siblings.filter((each) => !covers(context, each)),
    seen,
  }),
  knows: (a, b) => isSame(right.sync(a, b), a),
};

export const EMPTY: Copy = { siblings: [], seen: [] };

/** Whether all that is known is that everything was deleted. */
export const isGrave = ({ siblings }: Copy): boolean =>
  siblings.length > 0 && siblings.every(({ value }) => value === null);

export const includes = (a: Context, b: Context): boolean =>
  b.every(([actor, count]) => reaches(a, actor) >= count);

/** Whether two copies know the same. */
export const isSame = (a: Copy, b: Copy): boolean =>
  includes(a.seen, b.seen) && includes(b.seen, a.seen) &&
  a.siblings.length === b.siblings.length && a.siblings.every((each) => has(b, each));
