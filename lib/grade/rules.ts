/** Invariants that are said in a few lines. @module */

import type { Invariant } from "../model/invariant.ts";
import type { NodeId } from "../model/protocol.ts";

/**
 * What must hold of the state of every node: `wrong` says what does not, if anything.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { atEachNode } from "hb/grade/rules.ts";
 *
 * const few = atEachNode<number>("few", "nobody has more than 3", (count) =>
 *   count > 3 ? `somebody has ${count}` : undefined);
 * const breach = few.check({ at: 0, states: [1, 9], history: [] });
 * assertEquals(breach, { words: "somebody has 9", nodes: [1] });
 * ```
 */
export function atEachNode<S>(
  name: string,
  words: string,
  wrong: (state: Readonly<S>, node: NodeId) => string | undefined,
): Invariant<S> {
  return {
    name,
    words,
    check({ states }) {
      for (const [node, state] of states.entries()) {
        const found = state === undefined ? undefined : wrong(state, node);
        if (found !== undefined) return { words: found, nodes: [node] };
      }
    },
  };
}
