/**
 * A lock service as a state machine. Each time that a lock is taken it comes with a greater number, its
 * fencing token: whatever the lock guards can turn away a client that comes with a smaller one, such as a
 * slow holder that does not know that it has lost the lock.
 *
 * @module
 */

import type { StateMachine } from "../state_machine.ts";

/** What can be asked of the service. */
export type LockCommand =
  | { readonly type: "acquire"; readonly lock: string; readonly owner: string }
  | { readonly type: "release"; readonly lock: string; readonly owner: string }
  | { readonly type: "holder"; readonly lock: string };

/** Who has a lock, and with which token. */
export interface Holding {
  /** The holder. */
  readonly owner: string;
  /** Greater than that of any holder before, of whatever lock. */
  readonly token: number;
}

/** Acquire and holder answer who has the lock now, release whether it was the owner's to give back. */
export type LockAnswer = Holding | boolean | null;

/** The locks that are held, and the last token. */
export interface LockState {
  /** Who holds which lock. */
  holders: Map<string, Holding>;
  /** How many times a lock has been taken. */
  tokens: number;
}

/**
 * The lock service.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lockMachine } from "hb/replicated/state_machine/lock.ts";
 *
 * const locks = lockMachine.init();
 * const acquire = (owner: string) => lockMachine.apply(locks, { type: "acquire", lock: "door", owner });
 * assertEquals(acquire("Ann"), { owner: "Ann", token: 1 });
 * assertEquals(acquire("Bob"), { owner: "Ann", token: 1 });
 * assertEquals(lockMachine.apply(locks, { type: "release", lock: "door", owner: "Ann" }), true);
 * assertEquals(acquire("Bob"), { owner: "Bob", token: 2 });
 * ```
 */
export const lockMachine: StateMachine<LockState, LockCommand, LockAnswer> = {
  init: () => ({ holders: new Map(), tokens: 0 }),
  apply(state, command) {
    const { holders } = state;
    const held = holders.get(command.lock);
    switch (command.type) {
      case "acquire": {
        if (held !== undefined) return held;
        const holding = { owner: command.owner, token: ++state.tokens };
        holders.set(command.lock, holding);
        return holding;
      }
      case "release":
        if (held?.owner !== command.owner) return false;
        return holders.delete(command.lock);
      case "holder":
        return held ?? null;
    }
  },
};
