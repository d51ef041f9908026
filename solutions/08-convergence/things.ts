/** What the copies of part 9 know: registers and sets, as a state or a delta. */

import type { Name, Value } from "../../exercises/08-convergence/given.ts";
import {
  type Context,
  contextOf,
  type Dot,
  emptyContext,
  isWithin,
  joined,
  knows,
  nextOf,
} from "./context.ts";

interface Write {
  readonly value: Value;
  readonly time: number;
  readonly name: Name;
}

interface Add extends Dot {
  readonly key: string;
  readonly element: Value;
}

/** Registers and sets; one context stands beside all sets. */
export interface Things {
  readonly registers: ReadonlyMap<string, Write>;
  readonly adds: readonly Add[];
  readonly context: Context;
}

export const nothing: Things = { registers: new Map(), adds: [], context: emptyContext };

/** The deltas of updates. */
export const write = (s: Things, name: Name, key: string, value: Value): Things => ({
  ...nothing,
  registers: new Map([[key, { value, time: (s.registers.get(key)?.time ?? 0) + 1, name }]]),
});

export function add(s: Things, name: Name, key: string, element: Value): Things {
  const one = { name, count: nextOf(s.context, name), key, element };
  return { ...nothing, adds: [one], context: contextOf([one, ...addsOf(s, key, element)]) };
}

export const remove = (s: Things, key: string, element: Value): Things => ({
  ...nothing,
  context: contextOf(addsOf(s, key, element)),
});

export const elementsOf = ({ adds }: Things, key: string): Value[] => [
  ...new Set(adds.filter((each) => each.key === key).map(({ element }) => element)),
];

/** Both in one. */
export function merged(a: Things, b: Things): Things {
  const registers = new Map(a.registers);
  for (const [key, write] of b.registers) {
    if (isLater(write, registers.get(key))) registers.set(key, write);
  }
  return {
    registers,
    adds: [
      ...a.adds.filter((each) => !knows(b.context, each) || b.adds.some(isSame(each))),
      ...b.adds.filter((each) => !knows(a.context, each)),
    ],
    context: joined(a.context, b.context),
  };
}

/** Whether merging `a` into `b` changes nothing. */
export const isKnown = (a: Things, b: Things): boolean =>
  [...a.registers].every(([key, write]) => !isLater(write, b.registers.get(key))) &&
  isWithin(a.context, b.context) &&
  b.adds.every((each) => !knows(a.context, each) || a.adds.some(isSame(each)));

const addsOf = ({ adds }: Things, key: string, element: Value) =>
  adds.filter((each) => each.key === key && each.element === element);

const isSame = (a: Dot) => (b: Dot) => a.name === b.name && a.count === b.count;

function isLater(a: Write, b: Write | undefined): boolean {
  return b === undefined || a.time > b.time || a.time === b.time && a.name > b.name;
}
