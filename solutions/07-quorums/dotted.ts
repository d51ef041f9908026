/** Part 6: what was seen and is not there has been replaced. */

import type { Context, Copy, Dotted, Sibling } from "../../exercises/07-quorums/given.ts";

export const dotted: Dotted = {
  event(copy, context, actor, value) {
    const seen = joined(copy.seen, context), count = (seen.get(actor) ?? 0) + 1;
    const { siblings } = dotted.discard(copy, context);
    seen.set(actor, count);
    return { siblings: [...siblings, { actor, count, value }], seen: [...seen] };
  },
  sync(a, b) {
    const stays = (copy: Copy) => {
      const names = new Set(copy.siblings.map(nameOf)), seen = new Map(copy.seen);
      return (each: Sibling) => names.has(nameOf(each)) || !isSeen(seen, each);
    };
    const both = [...a.siblings.filter(stays(b)), ...b.siblings.filter(stays(a))];
    return {
      siblings: [...new Map(both.map((each) => [nameOf(each), each])).values()],
      seen: [...joined(a.seen, b.seen)],
    };
  },
  context: ({ seen }) => seen,
  discard({ siblings, seen }, context) {
    const replaced = new Map(context);
    return { siblings: siblings.filter((each) => !isSeen(replaced, each)), seen };
  },
  knows(a, b) {
    const mine = new Map(a.seen), theirs = new Map(b.seen), names = new Set(b.siblings.map(nameOf));
    return b.seen.every(([actor, count]) => (mine.get(actor) ?? 0) >= count) &&
      a.siblings.every((each) => names.has(nameOf(each)) || !isSeen(theirs, each));
  },
};

const nameOf = ({ actor, count }: Sibling) => `${count} ${actor}`;

const isSeen = (seen: ReadonlyMap<string, number>, { actor, count }: Sibling) =>
  (seen.get(actor) ?? 0) >= count;

function joined(a: Context, b: Context): Map<string, number> {
  const both = new Map(a);
  for (const [actor, count] of b) both.set(actor, Math.max(count, both.get(actor) ?? 0));
  return both;
}
