/**
 * Linearizability straight from its definition, for tiny histories: try every order of every choice of
 * operations. The clever search is tested against this.
 *
 * @module
 */

import type { History, Operation } from "../../model/history.ts";
import type { Spec } from "../spec/spec.ts";

/**
 * Whether some order of all answered operations, and of any of those whose outcome is unknown, keeps the
 * order of real time and is allowed by the specification. Takes time in the factorial of the length.
 */
export function linearizableByDefinition<S, I, O>(
  history: History<I, O>,
  spec: Spec<S, I, O>,
): boolean {
  const happened = history.filter(({ outcome }) => outcome !== "fail");
  const extend = (taken: readonly Operation<I, O>[], state: ReadonlyMap<unknown, S>): boolean => {
    const rest = happened.filter((operation) => !taken.includes(operation));
    if (rest.every(({ outcome }) => outcome === "unknown")) return true;
    return rest.some((operation) => {
      if (rest.some((other) => precedes(other, operation))) return false;
      const key = spec.key?.(operation.input);
      const before = state.has(key) ? state.get(key) as S : spec.init;
      const [ok, next] = spec.step(before, operation.input, operation.output);
      return ok && extend([...taken, operation], new Map([...state, [key, next]]));
    });
  };
  return extend([], new Map());
}

/** Ended before the other began; in one instant, only what the same process did is in order. */
function precedes(a: Operation, b: Operation): boolean {
  return a.endedAt < b.invokedAt ||
    (a.endedAt === b.invokedAt && a.process === b.process && a.id < b.id);
}
