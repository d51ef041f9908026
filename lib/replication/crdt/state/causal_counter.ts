/**
 * A counter that can be a value of a map, and so be reset: each amount has a dot, and a reset takes away those that were
 * seen. A G- or PN-counter has no dots, and would come back with all it ever counted. Riak's maps keep one dot for each
 * replica, so that an increment concurrent with a reset brings back what its replica counted before (Baquero, Almeida
 * and Lerche 2016, *The problem with embedded CRDT counters and a solution*, PaPoC). Here a dot for each amount is
 * kept, which is exact, and grows with every update until a reset.
 *
 * @module
 */

import { anything, assertKinds, oneOf } from "../../../model/kinds.ts";
import type { StateCrdt } from "../crdt.ts";
import { type Causal, causal, type CausalCrdt } from "./causal.ts";
import { wholeAmount } from "./counters.ts";
import { type DotFun, dotFun } from "./dots.ts";

/** What may be asked of a counter that can be reset. */
export type CounterUpdate =
  /** To add a whole number, below or above 0. */
  | { readonly type: "add"; readonly by: number }
  /** To take away all that is seen. */
  | { readonly type: "reset" };

const kind = dotFun<number>();

/** The counter as a causal type. */
export const causalCounterType: CausalCrdt<DotFun<number>, CounterUpdate, number> = {
  name: "causal counter",
  kind,
  change(store, { replica, count }, update) {
    const type = oneOf("add", "reset");
    if (update?.type === "reset") {
      assertKinds("update a counter", update, { type });
      return { store: kind.empty, removed: kind.dots(store), uses: false };
    }
    assertKinds("update a counter", update, { type, by: anything });
    return {
      store: new Map([[replica, new Map([[count, wholeAmount(update.by)]])]]),
      removed: [],
      uses: true,
    };
  },
  value(store) {
    let sum = 0;
    for (const amounts of store.values()) for (const by of amounts.values()) sum += by;
    return sum;
  },
};

/** A counter that can be reset. */
export const causalCounter: StateCrdt<Causal<DotFun<number>>, CounterUpdate, number> = causal(
  causalCounterType,
);
