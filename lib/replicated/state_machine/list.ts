/** A state machine that keeps all commands in their order: whoever has applied the same has the same list. @module */

import type { StateMachine } from "../state_machine.ts";

/** The list. Each command is answered by how many there are with it. */
export const listMachine: StateMachine<unknown[], unknown, number> = {
  init: () => [],
  apply: (commands, command) => commands.push(command),
};
