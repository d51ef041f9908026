/** Lock services that are wrong by themselves, however well they are replicated. */

import type { StateMachine } from "hb/replicated/state_machine.ts";
import {
  type LockAnswer,
  type LockCommand,
  lockMachine,
  type LockState,
} from "hb/replicated/state_machine/lock.ts";

type LockMachine = StateMachine<LockState, LockCommand, LockAnswer>;

/** Whoever asks for a lock has it, whoever has it now. */
export const givesToAll: LockMachine = {
  ...lockMachine,
  apply(state, command) {
    if (command.type === "acquire") state.holders.delete(command.lock);
    return lockMachine.apply(state, command);
  },
};

/** Anybody may give back a lock. */
export const takesFromAll: LockMachine = {
  ...lockMachine,
  apply(state, command) {
    if (command.type !== "release") return lockMachine.apply(state, command);
    return state.holders.delete(command.lock);
  },
};

/** Each token is less than the one before. */
export const tokensFall: LockMachine = {
  ...lockMachine,
  apply(state, command) {
    const answer = lockMachine.apply(state, command);
    return typeof answer === "boolean" || answer === null
      ? answer
      : { ...answer, token: 1000 - answer.token };
  },
};

/** All holders have the same token. */
export const oneToken: LockMachine = {
  ...lockMachine,
  apply(state, command) {
    state.tokens = 0;
    return lockMachine.apply(state, command);
  },
};
