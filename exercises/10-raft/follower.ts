/** Part 11. The follower, whole: the leader sends entries. @module */

import { todo, type Upon } from "./given.ts";

/**
 * Upon `appendEntries`: { from, term, previous, entries, commit, round }. After the position `previous` the leader's
 * log has these entries, and it is committed up to `commit`. No entries are a heartbeat, and treated no differently.
 *
 * The answer is `{ type: "appendEntriesReply", term, success, previous, match, hint, round }`: the server's own term,
 * `previous.index`, and the round that it answers. In a success `match` is how far the logs are known to agree; every
 * leader has what is committed here, so it is never less than the commit index; and `hint` is null. In a refusal
 * `match` is 0, and `hint` says where to look (`raft.rules.hint`); a leader of an older term gets none, and is not heard.
 *
 * - Who leads this term is followed (`hearLeader`), whatever its entries are.
 * - Entries are taken only if the logs agree before them (`raft.rules.agrees`). What is there already
 *   (`raft.rules.alreadyThere`) is left alone; the rest, if there is any, takes the place of all that comes after it
 *   (`write`, which saves it; nothing is saved twice).
 * - What is committed by `raft.rules.followerCommit(s.commitIndex, commit, agreed)` is applied (`applyCommitted`), where
 *   `agreed` is `raft.rules.agreedUntil(s.log, previous, entries)`.
 * - Who is a member does not matter.
 */
export const follower: Upon<"appendEntries"> = (_raft, _s, _message, _io) =>
  todo("part 11, the follower");
