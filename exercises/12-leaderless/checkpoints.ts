/** Part 8. Sessions, and what may be forgotten. @module */

import { type Checkpoints, todo } from "./given.ts";

/**
 * A replica's state is a `Keeper`. Somebody else finds out when an instance may be executed, as in part 5. Here no checkpoint is one
 * of a circle. Where one is, the snapshot is taken when all of the circle is executed: whoever begins in its middle does not see that
 * the rest is one, and may execute that in another order.
 *
 * - `execute(s, id)`: it is the turn of this instance, which is decided and not executed. Its commands are executed one after another. To
 *   execute one is to append its name to `s.machine`; the answer is how many there are then. A command that has been executed takes no
 *   effect again, and its answer is the one of before. A client says with each command which answers it has (`lowest`): those
 *   below the greatest that it has said are forgotten at once, and a command below it that comes late, is not executed and has no answer.
 *   A checkpoint has none either, and ends its instance: nothing comes after it there. When the instance is executed, then,
 *   if it was a checkpoint, there is a new snapshot: it includes all that has been executed, this instance, too; the number is
 *   one more. All that is in it is gone from `rows` and `executed`. `through` goes as far as it can in each row; only what is executed beyond a gap is in
 *   `beyond`. `machine` and `sessions` are as they are now, and stay as they are: nothing that comes later changes them.
 * - `ask`, { from, id }: who asks for an instance that is decided is told (`tell`); for one in the snapshot it gets that (`install`), as
 *   this is all that is left. Where nothing is known, nothing is said.
 * - `tell`, { id, value }: it is decided. It may come late, or twice, and may be in the snapshot.
 * - `install`, { snapshot }: one with a higher number than its own takes the place of all that it has executed. What is not in it
 *   and is decided stays in `rows`. Any other snapshot is no news.
 */
export const checkpoints: Checkpoints = {
  execute: (_s, _id) => todo("part 8, execute"),
  ask: (_s, _message, _io) => todo("part 8, ask"),
  tell: (_s, _message, _io) => todo("part 8, tell"),
  install: (_s, _message, _io) => todo("part 8, install"),
};
