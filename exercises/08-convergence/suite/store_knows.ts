/** What a copy of a store knows if nothing is ever forgotten, and what it must show. @module */

import type { StoreRequest, Value } from "../given.ts";
import { alive, type Facts, joined, nothing } from "./facts.ts";

type Put = readonly [key: string, value: Value];

/** Of sets and registers what was put there, by the key. */
export interface Known {
  readonly sets: Facts<Put>;
  readonly registers: Facts<Put>;
}

export const nobody: Known = { sets: nothing, registers: nothing };

export const together = (a: Known, b: Known): Known => ({
  sets: joined(a.sets, b.sets),
  registers: joined(a.registers, b.registers),
});

/** What a copy knows after it was asked that; `id` is a number that no other request has. */
export function after(known: Known, request: StoreRequest, id: number): Known {
  const { sets, registers } = known, { key } = request;
  switch (request.type) {
    case "write": {
      const delta = deltaOf(registers, ([of]) => of === key, id, [key, request.value]);
      return { sets, registers: joined(registers, delta) };
    }
    case "add":
    case "remove": {
      const { element } = request, put: Put = [key, element];
      const isIt = ([of, each]: Put) => of === key && each === element;
      const delta = deltaOf(sets, isIt, id, request.type === "add" ? put : undefined);
      return { sets: joined(sets, delta), registers };
    }
    default:
      return known;
  }
}

function deltaOf(
  facts: Facts<Put>,
  isGone: (put: Put) => boolean,
  id: number,
  put: Put | undefined,
): Facts<Put> {
  const gone = alive(facts).filter(([, each]) => isGone(each)).map(([id]) => id);
  return { made: new Map(put === undefined ? [] : [[id, put]]), gone: new Set(gone) };
}

const inside = (facts: Facts<Put>, key: string): Value[] =>
  alive(facts).filter(([, [of]]) => of === key).map(([, [, value]]) => value);

/** What is in a set. */
export const elementsIn = (
  { sets }: Known,
  key: string,
): Value[] => [...new Set(inside(sets, key))];

/** What may be read. */
export function valuesIn({ registers }: Known, key: string): Value[] {
  const values = inside(registers, key);
  return values.length === 0 ? [null] : values;
}
