/** Part 5. What may be executed, and when. @module */

import { type Executor, todo } from "./given.ts";

/**
 * A replica hears what is decided, in any order, now and then twice. What it keeps in between is a state of your own, plain data.
 *
 * - An instance is executed when all instances that its dependencies name are decided (each slot stands for itself and all before
 *   it in that row), and all of these that interfere with it are executed, or executed with it, since they depend on it in a circle: for
 *   these the same is required. Until they are decided nobody knows what interferes. What is named and does not interfere need be
 *   decided, and no more.
 * - Then it is executed at once; what a commit makes possible is executed in the same step, in the order of part 4, where an instance
 *   depends on those that it names and that interfere. What does not interfere may come in any order.
 * - To execute an instance is to execute its commands one after another: `io.execute(command)`. A no-op has none; it
 *   interferes with nothing, and who names it waits until it is decided.
 * - A command takes effect once. Clients ask another replica when they get no answer, so a command may be in several
 *   instances. A client numbers its commands, and asks for the next when it has the answer to the last: one whose number is not
 *   greater than that of the last one executed is not executed again.
 * - For an instance in its own row the replica answers: `io.answer(id, nth, result)` for each of its commands, when that instance is
 *   executed. A command that is its client's last once more gets the result of before; for one before that there is no answer.
 */
export const executor: Executor = {
  start: (_setting) => todo("part 5, start"),
  commit: (_setting, _s, _message, _io) => todo("part 5, commit"),
};
