/** Where a transition system begins. @module */

import { isRecord } from "../../model/plain.ts";
import { kindOf } from "./kind_of.ts";
import type { TransitionSystem } from "./system.ts";

/** The initial states of a system; throws for what is no array of records, or where there are none. */
export function initialStates<State extends object>(
  system: TransitionSystem<State>,
): readonly State[] {
  const cannot = (rule: string, given: string) =>
    new TypeError(`Cannot explore ${system.name} because ${rule}: given ${given}`);
  let states: unknown;
  try {
    states = system.initial();
  } catch (error) {
    throw cannot("initial must not throw", String(error));
  }
  if (!Array.isArray(states)) {
    throw cannot("initial must return an array of states", kindOf(states));
  }
  if (states.length === 0) throw cannot("it must have an initial state", "none");
  for (const state of states) {
    if (typeof state === "object" && state !== null && isRecord(state)) continue;
    throw cannot("a state must be a record of variables", kindOf(state));
  }
  return states;
}
