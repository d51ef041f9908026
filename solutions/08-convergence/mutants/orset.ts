/** Bugs of sets without tombstones. @module */

import type { Any, Name, OrSet, Value } from "../../../exercises/08-convergence/given.ts";
import { contextOf, emptyContext, joined, knows, nextOf } from "../context.ts";
import { orset } from "../orset.ts";
import { knowing, secondOfTwo, unique, wrongContexts } from "./contexts.ts";

type Bugs = Readonly<Record<string, Partial<OrSet>>>;

const same = (a: Any) => (b: Any) => a.name === b.name && a.count === b.count;
const of = (element: Value) => (add: Any) => add.element === element;

/** Which adds there are when two are merged, in another way. */
const merging = (adds: (merged: Any, a: Any, b: Any) => Any[]): Partial<OrSet> => ({
  merge(a, b) {
    const merged: Any = orset.merge(a, b);
    return { ...merged, adds: adds(merged, a, b) };
  },
});

/** The delta of an add in another way. */
const adding = (
  change: (delta: Any, s: Any, name: Name, element: Value) => Any,
): Partial<OrSet> => ({
  add: (s, name, element) => change(orset.add(s, name, element), s, name, element),
});
const removing = (change: (delta: Any, s: Any, element: Value) => Any): Partial<OrSet> => ({
  remove: (s, element) => change(orset.remove(s, element), s, element),
});

export const mutants: Bugs = {
  "union: what either has is there": merging((_, a, b) => unique([...a.adds, ...b.adds])),
  "comes back: what is gone here comes back from an older state": merging((merged, _, b) =>
    unique([...merged.adds, ...b.adds])
  ),
  "here for ever: what is here does not go when others have removed it": merging((merged, a) =>
    unique([...merged.adds, ...a.adds])
  ),
  "both: only what both have is there": merging((_, a, b) =>
    a.context === emptyContext ? b.adds : a.adds.filter((each: Any) => b.adds.some(same(each)))
  ),
  "remove wins: an element that is removed anywhere is gone": merging((merged, a, b) => {
    const gone = [...a.adds, ...b.adds].filter((each) => !merged.adds.some(same(each)));
    return merged.adds.filter(({ element }: Any) => !gone.some(of(element)));
  }),
  "by element: what both have by name stays, whichever add it was": merging((merged, a, b) =>
    unique([
      ...merged.adds,
      ...a.adds.filter(({ element }: Any) => b.adds.some(of(element))),
    ])
  ),
  "one add: of adds of one element one is kept": merging(({ adds }) =>
    adds.filter((each: Any, i: number) => adds.findIndex(of(each.element)) === i)
  ),
  'look alike: 1 and "1" are one element': {
    elements: (s) => {
      const all = new Map(orset.elements(s).map((each) => [`${each}`, each]));
      return [...all.values()];
    },
  },
  "only texts: what is no text is kept as one": adding((_, s, name, element) =>
    orset.add(s, name, `${element}`)
  ),
  "something: what counts for nothing is not added": adding((delta, s, _, element) =>
    element || element === 0 ? delta : s
  ),
  "twice: an element is there for each of its adds": {
    elements: (s) => s.adds.map(({ element }: Any) => element),
  },
  "claims all: a delta's context is all that its maker knows": adding((delta, s) => ({
    ...delta,
    context: joined(s.context, delta.context),
  })),
  "claims all it removes: a remove's context is all that its maker knows": removing((delta, s) => ({
    ...delta,
    context: s.context,
  })),
  "claims up to it: the context of an add is all of its name up to it": adding((delta) => ({
    ...delta,
    context: {
      upTo: new Map(delta.adds.map(({ name, count }: Any) => [name, count])),
      beyond: delta.context.beyond,
    },
  })),
  ...wrongContexts(orset.merge),
  "not removed: a remove says nothing": removing(() => ({ adds: [], context: emptyContext })),
  "first add: a remove takes away one add": removing((_, s, element) => ({
    adds: [],
    context: contextOf(s.adds.filter(of(element)).slice(0, 1)),
  })),
  "last add: a remove takes away the latest add": removing((_, s, element) => ({
    adds: [],
    context: contextOf(s.adds.filter(of(element)).slice(-1)),
  })),
  "by text: a remove takes away what looks alike": removing((_, s, element) => ({
    adds: [],
    context: contextOf(s.adds.filter((each: Any) => `${each.element}` === `${element}`)),
  })),
  "all gone: a remove takes away everything": removing((_, s) => ({
    adds: [],
    context: contextOf(s.adds),
  })),
  "number of adds: an add's number is how many there are": adding((_, s, name, element) => {
    const add = {
      name,
      count: s.adds.filter((each: Any) => each.name === name).length + 1,
      element,
    };
    return { adds: [add], context: contextOf([add, ...s.adds.filter(of(element))]) };
  }),
  "again and again: adds that were there are kept beside the new one": adding((delta) => ({
    ...delta,
    context: contextOf(delta.adds),
  })),
  "it is there: an element that is there is not added again": adding((delta, s, _, element) =>
    s.adds.some(of(element)) ? { adds: [], context: emptyContext } : delta
  ),
  "any name: all write under one name": adding((_, s, __, element) => orset.add(s, "A", element)),
  "whole: a delta is the whole state": {
    add: (s, name, element) => orset.merge(s, orset.add(s, name, element)),
  },
  "tombstones: what was removed is kept": {
    merge: (a, b) => ({
      ...orset.merge(a, b) as Any,
      gone: [...new Set([...a.gone ?? [], ...b.gone ?? []])],
    }),
    remove: (s, element) => ({ ...orset.remove(s, element) as Any, gone: [element] }),
  },
  "run together: a dot is a name and a number, put together": merging((merged) =>
    merged.adds.filter((each: Any, i: number) =>
      merged.adds.findIndex(({ name, count }: Any) =>
        `${name}${count}` === `${each.name}${each.count}`
      ) === i
    )
  ),
  "hundred: a set shows a hundred elements": { elements: (s) => orset.elements(s).slice(0, 100) },
  "in place: merging changes the first of both": {
    merge: (a, b) =>
      Object.assign(
        { ...a },
        (a.context.upTo as Map<Name, number>).size === 0
          ? orset.merge(a, b)
          : Object.assign(a, orset.merge(a, b)),
      ),
  },
  "one step: a gap that closes moves the number by one": knowing(orset.merge, (a, b) => {
    const all = joined(a, b), upTo = new Map(all.upTo), beyond = [...all.beyond];
    for (const [name, count] of all.upTo) {
      const before = Math.max(a.upTo.get(name) ?? 0, b.upTo.get(name) ?? 0);
      if (count <= before + 2) continue;
      upTo.set(name, before + 1);
      for (let i = before + 2; i <= count; i++) beyond.push({ name, count: i });
    }
    return { upTo, beyond };
  }),
  "next of all: numbers are of all names together": adding((_, s, name, element) => {
    const most = Math.max(0, ...[...s.context.upTo.values()] as number[]);
    const add = { name, count: Math.max(most + 1, nextOf(s.context, name)), element };
    return {
      adds: [add],
      context: contextOf([
        add,
        ...s.adds.filter((each: Any) => of(element)(each) && knows(s.context, each)),
      ]),
    };
  }),
  "two deltas: of two deltas that are merged the second is taken": secondOfTwo(orset),
  "delta first: a state that is merged into a delta is not taken": {
    empty: () => ({ ...orset.empty() as Any, isState: true }),
    merge: (a, b) => a.isState ? { ...orset.merge(a, b) as Any, isState: true } : { ...a },
  },
  "128: of what is known beyond a gap 128 are kept": knowing(orset.merge, (a, b) => {
    const all = joined(a, b);
    return { ...all, beyond: all.beyond.slice(0, 128) };
  }),
};
