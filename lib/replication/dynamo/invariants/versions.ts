/** What must hold of dots and siblings at any time. @module */

import { type Invariant, remembering } from "../../../model/invariant.ts";
import type { State } from "../state.ts";
import { covers } from "../versions/context.ts";
import type { Copy } from "../versions/copy.ts";
import { copiesOf, markOf, note, type Pasts, replacedBy } from "./pasts.ts";

/** A dot names one write. */
export const oneWriteADot: Invariant<State> = {
  name: "one write a dot",
  words: "no two writes have the same dot",
  check({ states }) {
    const known = new Map<string, readonly [write: string, node: number]>();
    for (const [node, s] of states.entries()) {
      for (const [key, { versions }] of s === undefined ? [] : everywhere(s)) {
        for (const { dot, value } of versions) {
          const name = `${dot.actor}:${dot.count}`, write = `${key} = ${value ?? "†"}`;
          const other = known.get(name);
          if (other === undefined) known.set(name, [write, node]);
          else if (other[0] !== write) {
            return { words: `${name} is ${other[0]}, and ${write}`, nodes: [other[1], node] };
          }
        }
      }
    }
    return undefined;
  },
};

function everywhere(s: Readonly<State>): readonly (readonly [string, Copy])[] {
  return [...copiesOf(s), ...[...s.puts.values()].map(({ key, copy }) => [key, copy] as const)];
}

/** A copy has seen what it has. */
export const seesItself: Invariant<State> = {
  name: "contexts cover",
  words: "a copy has seen each of its values",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      for (const [key, { versions, seen }] of s === undefined ? [] : copiesOf(s)) {
        if (versions.every(({ dot }) => covers(seen, dot))) continue;
        return { words: `node ${node} has a value of ${key} that it has not seen`, nodes: [node] };
      }
    }
    return undefined;
  },
};

/** Siblings did not know of each other. */
export const siblingsApart: Invariant<State> = remembering<State, Pasts>({
  name: "siblings are concurrent",
  words: "no value stands beside one that its writer had been shown and meant to replace",
  memory: () => new Map(),
  check(snapshot, pasts) {
    note(pasts, snapshot);
    for (const [node, s] of snapshot.states.entries()) {
      for (const [key, { versions }] of s === undefined ? [] : copiesOf(s)) {
        if (versions.length < 2) continue;
        const marks = versions.map(({ value, dot }) => markOf(value, dot));
        for (const mark of marks) {
          const replaced = replacedBy(pasts, mark), left = marks.find((each) => replaced.has(each));
          if (left === undefined) continue;
          const words = `node ${node} has ${left} of ${key} beside ${mark}, which replaced it`;
          return { words, nodes: [node] };
        }
      }
    }
    return undefined;
  },
});

/** What each node has held that replaced something, while it is up. */
interface Held {
  readonly pasts: Pasts;
  readonly dead: Map<number, Set<string>>;
}

/** What a node has replaced does not come back to it. */
export const neverBack: Invariant<State> = remembering<State, Held>({
  name: "never back",
  words: "a node that is up does not get back what was replaced in its own copy",
  memory: () => ({ pasts: new Map(), dead: new Map() }),
  check(snapshot, { pasts, dead }) {
    note(pasts, snapshot);
    for (const [node, s] of snapshot.states.entries()) {
      if (s === undefined) {
        dead.delete(node);
        continue;
      }
      const replaced = dead.get(node) ?? new Set<string>();
      for (const [key, { versions }] of s.store) {
        const marks = versions.map(({ value, dot }) => markOf(value, dot));
        const back = marks.find((mark) => replaced.has(mark));
        if (back !== undefined) {
          return { words: `node ${node} has ${back} of ${key} again`, nodes: [node] };
        }
        for (const mark of marks) replacedBy(pasts, mark, replaced);
      }
      if (replaced.size > 0) dead.set(node, replaced);
    }
    return undefined;
  },
});
