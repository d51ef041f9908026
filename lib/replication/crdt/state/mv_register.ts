/**
 * A register that keeps all concurrent writes (Shapiro et al. 2011, after the siblings of Dynamo, DeCandia et al. 2007).
 * Each value has a dot; a write takes away the values that its writer saw, and no others. A version vector for the whole
 * register would not do: it cannot say which value a write replaces.
 *
 * @module
 */

import { compare } from "../../../model/compare.ts";
import { anything, assertKinds, oneOf } from "../../../model/kinds.ts";
import type { StateCrdt } from "../crdt.ts";
import { type Causal, causal, type CausalCrdt } from "./causal.ts";
import { type DotFun, dotFun } from "./dots.ts";

/** What may be asked of a register. */
export type RegisterUpdate =
  /** To hold this instead of all that is seen: plain data. */
  | { readonly type: "write"; readonly value: unknown }
  /** To hold nothing of all that is seen. */
  | { readonly type: "clear" };

const kind = dotFun<unknown>();

/** The register as a causal type. Its value is the concurrent values, in their order. */
export const mvRegisterType: CausalCrdt<DotFun<unknown>, RegisterUpdate, readonly unknown[]> = {
  name: "MV-register",
  kind,
  change(store, { replica, count }, update) {
    const type = oneOf("write", "clear"), removed = kind.dots(store);
    if (update?.type === "write") {
      assertKinds("write", update, { type, value: anything });
      const written = new Map([[replica, new Map([[count, update.value]])]]);
      return { store: written, removed, uses: true };
    }
    assertKinds("update a register", update, { type });
    return { store: kind.empty, removed, uses: false };
  },
  value: (store) => [...store.values()].flatMap((values) => [...values.values()]).sort(compare),
};

/** A register that keeps all concurrent writes. */
export const mvRegister: StateCrdt<
  Causal<DotFun<unknown>>,
  RegisterUpdate,
  readonly unknown[]
> = causal(mvRegisterType);
