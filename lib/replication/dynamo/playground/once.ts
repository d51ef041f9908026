/** Invariants that tell writes apart by their values, where a reader may write one value twice. @module */

import type { Invariant } from "../../../model/invariant.ts";
import type { State } from "../state.ts";
import type { Wish } from "../wishes.ts";

/** The invariant, as long as every value has been written once; what is written again it could not tell from the first. */
export function once(invariant: Invariant<State>): Invariant<State> {
  return {
    ...invariant,
    check(snapshot, memory) {
      const values = snapshot.history.flatMap(({ input }) => valueOf(input as Wish));
      if (new Set(values).size < values.length) return undefined;
      return invariant.check(snapshot, memory);
    },
  };
}

function valueOf(wish: Wish): readonly string[] {
  return "value" in wish && wish.value !== null ? [wish.value] : [];
}
