/** What a map with deletions promises. @module */

import type { History } from "../../../model/history.ts";
import { type Invariant, ofSteps, remembering, type Snapshot } from "../../../model/invariant.ts";
import type { State } from "./certificates.ts";
import { compareStamps, type Item, type Message, type Stamp } from "./messages.ts";

/** What a node has is not replaced by what was written before it. */
export const stampsGoForward: Invariant<State> = ofSteps<State, [string, Stamp][]>({
  name: "stamps go forward",
  words: "what a node has of a key is not replaced by an older write",
  digest: ({ items }) => [...items.values()].map(({ key, stamp }) => [key, stamp]),
  step(before, { items }, node) {
    for (const [key, stamp] of before) {
      const now = items.get(key);
      if (now === undefined || compareStamps(now.stamp, stamp) >= 0) continue;
      return {
        words: `node ${node} takes ${told(now)} for ${key}, and had a later one`,
        nodes: [node],
      };
    }
    return undefined;
  },
});

/** A stamp belongs to one write. */
export const oneStampOneValue: Invariant<State> = remembering<State, Record<string, string | null>>(
  {
    name: "one stamp, one value",
    words: "two items of a key with the same stamp have the same value",
    memory: () => ({}),
    check({ states }, seen) {
      for (const [node, s] of states.entries()) {
        for (const { key, value, stamp } of s?.items.values() ?? []) {
          const name = `${key} ${stamp.time}.${stamp.node}`;
          if (!(name in seen)) seen[name] = value;
          if (seen[name] === value) continue;
          return { words: `node ${node} has another value for ${name}`, nodes: [node] };
        }
      }
      return undefined;
    },
  },
);

/**
 * A node that knows that a key was removed does not take an older value for it. This holds where nobody is away for
 * longer than a certificate is active; otherwise a value may be back for a while, until a certificate awakes.
 */
export const deletedStaysDeleted: Invariant<State> = remembering<
  State,
  { removed: Record<string, Stamp> }
>({
  name: "deleted stays deleted",
  words: "a node that has known a key to be removed has no value of it from before",
  memory: () => ({ removed: {} }),
  check({ states }, { removed }) {
    for (const [node, s] of states.entries()) {
      for (const item of s?.items.values() ?? []) {
        const name = `${item.key} at node ${node}`, last = removed[name];
        if (item.value === null) {
          if (last === undefined || compareStamps(item.stamp, last) > 0) removed[name] = item.stamp;
        } else if (last !== undefined && compareStamps(item.stamp, last) < 0) {
          return { words: `${told(item)} is back as ${name}`, nodes: [node] };
        }
      }
    }
    return undefined;
  },
});

/** All that holds at every moment. */
export const invariants: readonly Invariant<State>[] = [
  stampsGoForward,
  oneStampOneValue,
  deletedStaysDeleted,
];

/** Whether all nodes have the same values, and those that the acknowledged writes have left. */
export function allAgree({ states, history }: Snapshot<State>): boolean {
  const [first] = states;
  if (first === undefined) return false;
  return states.every((s) => s !== undefined && same(valuesOf(s), valuesOf(first))) &&
    [...new Set(history.map(({ input }) => (input as { key: string }).key))]
      .every((key) => isRight(key, valuesOf(first).get(key), history));
}

/** Whether this may be left of a key, given what was written. */
function isRight(key: string, item: Item | undefined, history: History): boolean {
  const writes = history.filter(({ input }) => (input as { key: string }).key === key);
  const [last] = writes.filter(({ outcome }) => outcome === "ok")
    .toSorted((a, b) => compareStamps(b.output as Stamp, a.output as Stamp));
  if (last === undefined) return true;
  if (item !== undefined) return compareStamps(item.stamp, last.output as Stamp) >= 0;
  // Of a write that nobody answered nobody knows: it may have been a removal, and the last.
  const isUnsure = writes.some(({ input, outcome }) =>
    outcome !== "ok" && (input as Message).type === "remove"
  );
  return (last.input as Message).type === "remove" || isUnsure;
}

function valuesOf({ items }: State): ReadonlyMap<string, Item> {
  return new Map([...items].filter(([, { value }]) => value !== null));
}

function same(a: ReadonlyMap<string, Item>, b: ReadonlyMap<string, Item>): boolean {
  return a.size === b.size &&
    [...a].every(([key, { stamp }]) => {
      const other = b.get(key);
      return other !== undefined && compareStamps(other.stamp, stamp) === 0;
    });
}

function told({ value, stamp }: Item): string {
  return `${value === null ? "a removal" : `"${value}"`} of ${stamp.time}.${stamp.node}`;
}
