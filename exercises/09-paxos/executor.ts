/** Part 7. Executing what is decided, in order, once. @module */

import { type Executor, todo } from "./given.ts";

/**
 * What servers do about decisions. A server's state is a `Replica`, and its messages are `Notice`s (both in given.ts).
 *
 * Slots are executed in their order, each when it is decided and all before it are executed. The commands of a slot are executed one
 * after the other. To execute a command is to append it to `s.machine`; the answer is how many there are then. A client numbers its
 * commands, and asks for the next when it has the answer to the last. A command that it asks for again takes no effect: its answer
 * is the one of before, and for a command before the client's last there is none. When a slot is executed, whoever waits here for
 * its commands gets the answers (`s.waiting`, `io.answer(address, answer)`). You may drop whoever waits where this server had voted
 * for other commands than those that are decided. And you need not answer whoever waits for a slot that comes in a snapshot, but
 * may, where its sessions tell the answer.
 *
 * When `setting.snapshotEvery` slots have been executed since the last snapshot there is a new one, right after that slot. It holds
 * `machine` and `sessions` as they are then, and the slots up to it are gone.
 *
 * - `commit`, { from, ballot, upTo }: whatever the leader of `ballot` has proposed in a slot up to `upTo` is decided. A server knows
 *   what that is where its own vote is in this ballot. If afterwards it has not executed all slots up to `upTo`, it asks the leader
 *   (`fetch`).
 * - `fetch`, { from, executed }: it is told, in one message, of all slots after `executed` that this server has executed (`learn`); where
 *   some of them are gone, it gets the snapshot (`install`); where there is nothing to tell, nothing.
 * - `learn`, { first, slots }: this is decided. It may come late, or twice.
 * - `install`, { snapshot }: if it is news, it takes the place of all that the server has executed, and of the slots up to it.
 */
export const executor: Executor = {
  commit: (_setting, _s, _message, _io) => todo("part 7, commit"),
  fetch: (_setting, _s, _message, _io) => todo("part 7, fetch"),
  learn: (_setting, _s, _message, _io) => todo("part 7, learn"),
  install: (_setting, _s, _message, _io) => todo("part 7, install"),
};
