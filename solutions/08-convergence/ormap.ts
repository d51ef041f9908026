/** Part 6: writes with their dots, and one context beside all of them. */

import type { OrMap, Value } from "../../exercises/08-convergence/given.ts";
import {
  type Context,
  contextOf,
  type Dot,
  emptyContext,
  joined,
  knows,
  nextOf,
} from "./context.ts";

interface Write extends Dot {
  readonly key: string;
  readonly field: string;
  readonly value: Value;
}

interface State {
  readonly writes: readonly Write[];
  readonly context: Context;
}

export const ormap: OrMap<State, readonly Dot[]> = {
  empty: () => ({ writes: [], context: emptyContext }),
  put(s, name, key, field, value) {
    const write = { name, count: nextOf(s.context, name), key, field, value };
    return { writes: [write], context: contextOf([write, ...inside(s, key, field)]) };
  },
  seen: (s, key, field) => inside(s, key, field).map(({ name, count }) => ({ name, count })),
  remove: (_s, seen) => ({ writes: [], context: contextOf(seen) }),
  merge: (a, b) => ({
    writes: [
      ...a.writes.filter((each) => !knows(b.context, each) || b.writes.some(isSame(each))),
      ...b.writes.filter((each) => !knows(a.context, each)),
    ],
    context: joined(a.context, b.context),
  }),
  value({ writes }) {
    const map = new Map<string, Map<string, Value[]>>();
    for (const { key, field, value } of writes) {
      const fields = map.get(key) ?? new Map<string, Value[]>();
      map.set(key, fields.set(field, [...fields.get(field) ?? [], value]));
    }
    return map;
  },
};

const inside = ({ writes }: State, key: string, field: string | null): readonly Write[] =>
  writes.filter((each) => each.key === key && (field === null || each.field === field));

const isSame = (a: Dot) => (b: Dot) => a.name === b.name && a.count === b.count;
