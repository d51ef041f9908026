/** Part 19. The follower gets a snapshot. @module */

import { todo, type Upon } from "./given.ts";

/**
 * Upon `installSnapshot`: { from, term, snapshot, round }.
 *
 * 1. As with entries: the term is met, and a leader of an older term is refused.
 * 2. Otherwise the leader of this term has spoken.
 * 3. If the snapshot is news for this server (`raft.rules.isNews`), it takes it over (`restore`): log, machine,
 *    sessions and configurations, and saves it once.
 * 4. In any case it accepts.
 *
 * The answer is that to entries,
 * `{ type: "appendEntriesReply", term, success, previous, match, hint, round }`, where `previous` is the
 * index of the snapshot's last entry, `hint` null, and `match` in a refusal 0, else how far this server
 * is committed.
 */
export const install: Upon<"installSnapshot"> = (_raft, _s, _message, _io) =>
  todo("part 19, install");
