/** Bugs of maps. @module */

import type { Any, Name, OrMap, Value } from "../../../exercises/08-convergence/given.ts";
import { contextOf, emptyContext, joined } from "../context.ts";
import { ormap } from "../ormap.ts";
import { secondOfTwo, unique, wrongContexts } from "./contexts.ts";

type Bugs = Readonly<Record<string, Partial<OrMap>>>;

const same = (a: Any) => (b: Any) => a.name === b.name && a.count === b.count;
const dots = (writes: Any[]) => writes.map(({ name, count }) => ({ name, count }));

/** Which writes there are when two are merged, in another way. */
const merging = (writes: (merged: Any, a: Any, b: Any) => Any[]): Partial<OrMap> => ({
  merge(a, b) {
    const merged: Any = ormap.merge(a, b);
    return { ...merged, writes: writes(merged, a, b) };
  },
});

/** A write that replaces what is chosen. */
const replacing = (
  which: (s: Any, key: string, field: string, name: Name) => Any[],
): Partial<OrMap> => ({
  put(s, name, key, field, value) {
    const [write] = (ormap.put(s, name, key, field, value) as Any).writes;
    return { writes: [write], context: contextOf([write, ...which(s, key, field, name)]) };
  },
});
const putting = (
  change: (
    value: Value,
    key: string,
    field: string,
    s: Any,
  ) => readonly [Value, string, string] | null,
): Partial<OrMap> => ({
  put(s, name, key, field, value) {
    const other = change(value, key, field, s);
    return other === null
      ? { writes: [], context: emptyContext }
      : ormap.put(s, name, other[1], other[2], other[0]);
  },
});
const seeing = (which: (s: Any, key: string, field: string | null) => Any[]): Partial<OrMap> => ({
  seen: (s, key, field) => dots(which(s, key, field)),
});
const inField = (s: Any, key: string, field: string | null): Any[] =>
  s.writes.filter((each: Any) => each.key === key && (field === null || each.field === field));
const valued = (change: (values: Value[]) => Value[]): Partial<OrMap> => ({
  value: (s) =>
    new Map([...ormap.value(s)].map(([key, fields]) => [
      key,
      new Map([...fields].map(([field, values]) => [field, change([...values])])),
    ])),
});

export const mutants: Bugs = {
  "union: what either has is there": merging((_, a, b) => unique([...a.writes, ...b.writes])),
  "comes back: what is gone here comes back from an older state": merging((merged, _, b) =>
    unique([...merged.writes, ...b.writes])
  ),
  "here for ever: what is here does not go when others have removed it": merging((merged, a) =>
    unique([...merged.writes, ...a.writes])
  ),
  "key wins: a key that is removed anywhere is gone": merging((merged, a, b) => {
    const gone = [...a.writes, ...b.writes].filter((each) => !merged.writes.some(same(each)));
    return merged.writes.filter((each: Any) =>
      !gone.some(({ key, field }) => key === each.key && field !== each.field)
    );
  }),
  "one value: of concurrent values one is kept": merging(({ writes }) =>
    writes.filter((each: Any, i: number) =>
      writes.findIndex(({ key, field }: Any) => key === each.key && field === each.field) === i
    )
  ),
  "first field: of a key one field is merged": merging(({ writes }) =>
    writes.filter((each: Any) => {
      const first = writes.find(({ key }: Any) => key === each.key);
      return each.field === first.field;
    })
  ),
  "keeps the key: as long as anything is written to it, nothing of it goes": merging((merged, a) =>
    unique([
      ...merged.writes,
      ...a.writes.filter(({ key }: Any) => merged.writes.some((each: Any) => each.key === key)),
    ])
  ),
  ...wrongContexts(ormap.merge),
  "all of the key: a write replaces all fields of its key": replacing((s, key) =>
    inField(s, key, null)
  ),
  "any key: a write replaces that field in all keys": replacing((s, _key, field) =>
    s.writes.filter((each: Any) => each.field === field)
  ),
  "replaces nothing: what was in a field stays": replacing(() => []),
  "own only: a write replaces what its own writer wrote": replacing((s, key, field, name) =>
    inField(s, key, field).filter((each) => each.name === name)
  ),
  "one of them: of concurrent values a write replaces the first": replacing((s, key, field) =>
    inField(s, key, field).slice(0, 1)
  ),
  "claims all: the context of a write is all that its copy knows": {
    put(s, name, key, field, value) {
      const delta: Any = ormap.put(s, name, key, field, value);
      return { ...delta, context: joined(s.context, delta.context) };
    },
  },
  "whole: a delta is the whole state": {
    put: (s, name, key, field, value) => ormap.merge(s, ormap.put(s, name, key, field, value)),
  },
  "nothing: what counts for nothing is not written": putting((value, key, field) =>
    value || value === 0 ? [value, key, field] : null
  ),
  "no name: a field without a name is not written": putting((value, key, field) =>
    field === "" ? null : [value, key, field]
  ),
  "no key: a key without a name is not written": putting((value, key, field) =>
    key === "" ? null : [value, key, field]
  ),
  "texts: values are kept as texts": putting((value, key, field) => [`${value}`, key, field]),
  "it is there: a value that is there is not written again": putting((value, key, field, s) =>
    inField(s, key, field).some((each) => each.value === value) ? null : [value, key, field]
  ),
  "falsy: a field without a name is the whole key": seeing((s, key, field) =>
    inField(s, key, field || null)
  ),
  "key only: with a field all of the key is seen": seeing((s, key) => inField(s, key, null)),
  "field only: a field is seen in all keys": seeing((s, key, field) =>
    field === null ? inField(s, key, null) : s.writes.filter((each: Any) => each.field === field)
  ),
  "one write: one value is seen": seeing((s, key, field) => inField(s, key, field).slice(0, 1)),
  "one field: of a key one field is seen": seeing((s, key, field) => {
    const all = inField(s, key, field);
    return all.filter((each) => each.field === all[0].field);
  }),
  "everything: all that is there is seen": seeing((s) => s.writes),
  "whole context: what is seen is all that is known": {
    seen: (s, key, field) => inField(s, key, field).length === 0 ? [] : { ...s.context },
    remove: (s, seen) =>
      Array.isArray(seen) ? ormap.remove(s, seen) : { writes: [], context: seen },
  },
  "last of each: what is seen is a number for each name": {
    remove: (_s, seen) => ({
      writes: [],
      context: {
        upTo: new Map(seen.map(({ name, count }: Any) => [name, count])),
        beyond: [],
      },
    }),
  },
  "only what is here: what is not known yet is not removed": {
    remove: (s, seen) => ormap.remove(s, seen.filter((each: Any) => s.writes.some(same(each)))),
  },
  "what is here: what is removed is what is in that key here": {
    seen: (_s, key, field) => [{ key, field }],
    remove(s, seen) {
      const [{ key, field }] = seen;
      return ormap.remove(s, ormap.seen(s, key, field));
    },
  },
  "alike: values that are the same are one": valued((values) => [...new Set(values)]),
  "two: two concurrent values are read": valued((values) => values.slice(0, 2)),
  "empty keys: a key that was once there is there": {
    merge: (a, b) => ({
      ...ormap.merge(a, b) as Any,
      keys: [
        ...new Set([...a.keys ?? [], ...b.keys ?? [], ...a.writes.map(({ key }: Any) => key)]),
      ],
    }),
    value: (s) =>
      new Map([...(s.keys ?? []).map((key: string) => [key, new Map()]), ...ormap.value(s)]),
  },
  "side by side: a field is known by key and field, put together": {
    put: (s, name, key, field, value) => ormap.put(s, name, `${key}.${field}`, "", value),
    seen: (s, key, field) =>
      dots(
        s.writes.filter((each: Any) =>
          field === null ? each.key.startsWith(`${key}.`) : each.key === `${key}.${field}`
        ),
      ),
    value(s) {
      const map = new Map<string, Map<string, Value[]>>();
      for (const { key: both, value } of s.writes) {
        const [key, ...field] = both.split("."), name = field.join(".");
        const fields = map.get(key) ?? new Map<string, Value[]>();
        map.set(key, fields.set(name, [...fields.get(name) ?? [], value]));
      }
      return map;
    },
  },
  "fifty: a map shows fifty keys": {
    value: (s) => new Map([...ormap.value(s)].slice(0, 50)),
  },
  "in place: merging changes the first of both": {
    merge: (a, b) =>
      (a.context.upTo as Map<Name, number>).size === 0
        ? ormap.merge(a, b)
        : { ...Object.assign(a, ormap.merge(a, b)) },
  },
  "two deltas: of two deltas that are merged the second is taken": secondOfTwo(ormap),
  "128: of all values 128 are shown": {
    value: (s) => ormap.value({ ...s, writes: s.writes.slice(0, 128) }),
  },
  "record: what is shown is gathered in records": {
    value({ writes }) {
      const map: Any = {};
      for (const { key, field, value } of writes) {
        const fields = map[key] ??= {};
        (fields[field] ??= []).push?.(value);
      }
      const pairs = Object.entries<Any>(map);
      return new Map(pairs.map(([key, fields]) => [key, new Map(Object.entries<Any>(fields))]));
    },
  },
};
