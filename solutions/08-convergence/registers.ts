/** Part 3: a write with its time and name; values with their dots, and what is known of each name. */

import type { Name, Register, Value } from "../../exercises/08-convergence/given.ts";

interface Write {
  readonly value: Value;
  readonly time: number;
  readonly name: Name;
}

const last: Register<Value | undefined, Write | null> = {
  empty: () => null,
  write: (s, name, value, now) => ({
    value,
    time: Math.max(now, (s?.time ?? -Infinity) + 1),
    name,
  }),
  merge: (a, b) => a !== null && (b === null || isLater(a, b)) ? a : b,
  read: (s) => s?.value,
};

const isLater = (a: Write, b: Write) => a.time === b.time ? a.name > b.name : a.time > b.time;

/** One of the values that are there, and its dot. */
interface Sibling {
  readonly name: Name;
  readonly count: number;
  readonly value: Value;
}

interface Multi {
  readonly siblings: readonly Sibling[];
  /** How many writes of each name are known, replaced ones as well. */
  readonly known: ReadonlyMap<Name, number>;
}

const multi: Register<readonly Value[], Multi> = {
  empty: () => ({ siblings: [], known: new Map() }),
  write({ known }, name, value) {
    const count = (known.get(name) ?? 0) + 1;
    return { siblings: [{ name, count, value }], known: new Map(known).set(name, count) };
  },
  merge(a, b) {
    const known = new Map(a.known);
    for (const [name, count] of b.known) known.set(name, Math.max(count, known.get(name) ?? 0));
    return { siblings: [...a.siblings.filter(stays(b)), ...b.siblings.filter(isNewTo(a))], known };
  },
  read: ({ siblings }) => siblings.map(({ value }) => value),
};

const isNewTo = ({ known }: Multi) => ({ name, count }: Sibling) => count > (known.get(name) ?? 0);

/** It is there, too, or not known there. */
const stays = (other: Multi) => (each: Sibling) =>
  isNewTo(other)(each) ||
  other.siblings.some(({ name, count }) => name === each.name && count === each.count);

export const registers = { last, multi };
