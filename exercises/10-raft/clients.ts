/** Part 13. Clients: what they ask for, and when they get an answer. @module */

import { type Clients, todo } from "./given.ts";

/**
 * A client sends its command to some server, and waits for one answer (`io.answer(client, answer)`, see `Answer`):
 *
 * - `{ ok: true, index, result }`: it is committed, and executed as entry `index`;
 * - `{ ok: false, why: "not leader", leader }`: it has not been done; that one may lead (null: nobody is known);
 * - `{ ok: false, why: "busy" }`: it has not been done, since too much is under way;
 * - `{ ok: false, why: "lost" }`: another leader has put another entry in its place.
 *
 * `s.waiting`, a Map from indices to `{ term, address }`, says who waits for which entry: the client `address` for
 * the one that was appended at that index in `term`. Whoever waits goes on waiting when the server steps down: its
 * entry may still be committed by the next leader, or be overwritten, and nobody knows before.
 */
export const clients: Clients = {
  /**
   * Upon `request`: { from, command, stamp }, from a client. A leader appends `{ type: "command", command, stamp }`
   * (`append`), even a command that it has had before: what is executed twice or not is decided when it is
   * applied. It accepts nothing ("busy") while leadership is to pass on (`s.transfer`), or while
   * more than `raft.maxUncommittedBytes` are under way (`s.leading.uncommittedBytes`). Everybody else says who leads.
   * Who is alone commits, and answers, at once.
   */
  request: (_raft, _s, _message, _io) => todo("part 13, request"),

  /**
   * Applies what is committed and not applied yet, in the order of the log, each entry once (`applyEntry`, which says
   * what to answer, if anything). Whoever waits for the index gets the answer if this is the entry that it
   * waits for. After each entry a snapshot may be due: `raft.rules.isSnapshotDue(applied, raft.snapshotEvery)`, where
   * `applied` counts the entries since `s.snapshot`; then it is taken (`takeSnapshot`).
   */
  applyCommitted: (_raft, _s, _io) => todo("part 13, applyCommitted"),
};
