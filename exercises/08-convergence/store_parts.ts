/** What part 9 is told, and must be. There is nothing to fill in here. @module */

import type { Any, Value } from "./given.ts";

/** What clients ask of any copy, which does it at once and asks nobody. */
export type StoreRequest =
  /** Let this register hold that. The answer is null. */
  | { readonly type: "write"; readonly key: string; readonly value: Value }
  /** What does this register hold? The answer is a value; null: nobody has written. */
  | { readonly type: "read"; readonly key: string }
  /** Let this be in that set. The answer is null. */
  | { readonly type: "add"; readonly key: string; readonly element: Value }
  /** Let this not be in that set, as far as this copy has it. The answer is null. */
  | { readonly type: "remove"; readonly key: string; readonly element: Value }
  /** What is in that set? The answer is an array, in any order, each once. */
  | { readonly type: "elements"; readonly key: string };

/** What is chosen for a store. */
export interface StoreRules {
  /** How long after a round the next one is, in ms, while anybody lacks anything. */
  readonly roundMs: number;
  /** So many deltas are kept at most. */
  readonly most: number;
  /**
   * Of how many numbers a copy without memory draws one for its name, by `io.choose(names)`: so many that
   * none is drawn twice by one node. Where disks are not lost it is 1.
   */
  readonly names: number;
}

/** A running store: handlers of messages by their type, as `lib/model/protocol.ts` has them. */
export interface RunningStore {
  start(io: Any, journal: readonly Any[]): Any;
  readonly upon: Readonly<Record<string, (s: Any, message: Any, io: Any) => void>>;
  readonly after?: Readonly<Record<string, (s: Any, timer: Any, io: Any) => void>>;
  /** A journal that says the same in fewer records; without it, journals are kept whole. */
  compact?(journal: readonly Any[]): readonly Any[];
}

/** Part 9. A whole store. */
export interface Store {
  protocol(rules: StoreRules): RunningStore;
}
