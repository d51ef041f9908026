/** Part 11. The follower, whole: the leader sends entries. @module */

import { todo, type Upon } from "./given.ts";

/**
 * Upon `appendEntries`: { from, term, previous, entries, commit, round }. No entries are a heartbeat, and
 * treated no differently.
 *
 * 1. The term is updated (`updateTerm`). A leader of an older term is refused: with no hint, and nothing
 *    else is done.
 * 2. Otherwise the leader of this term has spoken: `hearLeader`.
 * 3. If the log does not agree up to `previous` (`raft.rules.agrees`), it is refused with
 *    `raft.rules.hint(s.log, previous)`.
 * 4. Entries that are already there (`raft.rules.alreadyThere`) are left alone. If others remain, and
 *    only then, the log is replaced by them from there on (`write`).
 * 5. The commit index moves to `raft.rules.followerCommit(s.commitIndex, commit, agreed)`, where `agreed` is
 *    `raft.rules.agreedUntil(s.log, previous, entries)`; what is committed is applied (`applyCommitted`).
 * 6. It is accepted. Every leader has what is committed here, so `match` is the greater of `agreed` and
 *    the commit index.
 *
 * The answer: `{ type: "appendEntriesReply", term, success, previous, match, hint, round }` with the
 * server's own term, `previous.index`, and the round that it answers; `match` is 0 in a refusal, `hint`
 * null where there is none. What was in the log before is not saved again. Who is a member does not matter.
 */
export const follower: Upon<"appendEntries"> = (_raft, _s, _message, _io) =>
  todo("part 11, the follower");
