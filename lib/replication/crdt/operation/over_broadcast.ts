/** A type of operations as an application of causal broadcast, which brings each operation once and in causal order. @module */

import type { Application } from "../../causal_broadcast/application.ts";
import type { OperationCrdt } from "../crdt.ts";

/** What clients ask. */
export type Request<U> =
  /** Do this; the answer is what users see before it. */
  | { readonly type: "update"; readonly update: U }
  /** Say what users see. */
  | { readonly type: "read" };

/** What a request may be given. */
export interface Fitting<S, U> {
  /** The update that a client's wish comes to in this state; undefined where it comes to nothing. Default: itself. */
  fit?(state: Readonly<S>, update: U): U | undefined;
}

/** A type as an application. Each operation is one broadcast, so that the numbers of both agree. */
export function overBroadcast<S, U, O, V>(
  crdt: OperationCrdt<S, U, O, V>,
  { fit = (_, update) => update }: Fitting<S, U> = {},
): Application<S, O> {
  return {
    init: () => crdt.init(),
    perform(state, input, self) {
      const request = input as Request<U>, answer = crdt.value(state);
      const update = request.type === "read" ? undefined : fit(state, request.update);
      if (update === undefined) return { answer };
      return { payload: crdt.prepare(state, self, update), answer };
    },
    deliver: (state, { payload }) => crdt.effect(state, payload),
    stable: (state, upTo) => crdt.stable?.(state, new Map(upTo.entries())),
  };
}
