/** A type of operations as an application of causal broadcast, which brings each operation once and in causal order. @module */

import type { Application } from "../../causal_broadcast/application.ts";
import { anything, assertKinds, oneOf } from "../../../model/kinds.ts";
import { attempted, type OperationCrdt } from "../crdt.ts";

/** What clients ask. */
export type Request<U> =
  /** Do this; the answer is what users see before it, or why it cannot be. */
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
      const answer = crdt.value(state);
      const result = attempted((): { readonly payload?: O } => {
        const update = updateOf(input as Request<U>);
        const fitting = update === undefined ? undefined : fit(state, update);
        return fitting === undefined ? {} : { payload: crdt.prepare(state, self, fitting) };
      });
      return "refused" in result ? { answer: result } : { ...result.made, answer };
    },
    deliver: (state, { payload }) => crdt.effect(state, payload),
    stable: (state, upTo) => crdt.stable?.(state, new Map(upTo.entries())),
  };
}

/** The update that is asked for; undefined where something is to be read. Throws `RangeError` unless it is either. */
function updateOf<U>(request: Request<U>): U | undefined {
  const type = oneOf("update", "read");
  if (request?.type === "update") {
    assertKinds("ask", request, { type, update: anything });
    return request.update;
  }
  assertKinds("ask", request, { type });
  return undefined;
}
