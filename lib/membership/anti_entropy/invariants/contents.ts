/** Whether nodes hold the same, and whether their trees say so. @module */

import type { Invariant } from "../../../model/invariant.ts";
import { change, emptyTree, hashAt, ROOT } from "../merkle/tree.ts";
import { rules } from "../rules.ts";
import type { State } from "../state.ts";
import { isSame } from "./order.ts";

/** Whether two nodes hold the same. */
export function alike(a: Readonly<State>, b: Readonly<State>): boolean {
  if (a.items.size !== b.items.size) return false;
  for (const item of a.items.values()) {
    const other = b.items.get(item.key);
    if (other === undefined || !isSame(item, other)) return false;
  }
  return true;
}

/** Roots say whether contents are the same. */
export const rootsTell: Invariant<State> = {
  name: "roots tell",
  words: "two trees have equal roots exactly when their nodes hold the same",
  check({ states }) {
    for (let a = 0; a < states.length; a++) {
      for (let b = a + 1; b < states.length; b++) {
        const [left, right] = [states[a], states[b]];
        if (!left?.tree || !right?.tree) continue;
        const same = alike(left, right),
          equal = hashAt(left.tree, ROOT) === hashAt(right.tree, ROOT);
        if (same === equal) continue;
        const words = same
          ? `nodes ${a} and ${b} hold the same, and their roots differ`
          : `nodes ${a} and ${b} have equal roots, and do not hold the same`;
        return { words, nodes: [a, b] };
      }
    }
    return undefined;
  },
};

/** The naive twin: whatever changes have made of a tree, building it anew makes the same. */
export function isTreeOfItems(s: Readonly<State>): boolean {
  if (s.tree === null) return true;
  const anew = emptyTree(s.tree.shape);
  for (const item of s.items.values()) change(anew, item.key, 0, rules.hashOf(item));
  return anew.levels.every((hashes, level) => {
    const own = s.tree!.levels[level]!;
    return hashes.size === own.size &&
      [...hashes].every(([index, hash]) => own.get(index) === hash);
  });
}
