/** Part 19. The follower gets a snapshot. @module */

import { todo, type Upon } from "./given.ts";

/**
 * Upon `installSnapshot`: { from, term, snapshot, round }.
 *
 * A snapshot that is news for this server (`raft.rules.isNews`) replaces what it has (`restore`: log, machine,
 * sessions, configurations, all saved once). One that is not changes nothing, and is accepted all the same.
 * Leaders of this term and of older ones are treated as when they send entries.
 *
 * The answer is that to entries, `{ type: "appendEntriesReply", term, success, previous, match, hint, round }`, where
 * `previous` is the index of the snapshot's last entry, `hint` null, and `match` in a refusal 0, else how far
 * this server is committed.
 */
export const install: Upon<"installSnapshot"> = (_raft, _s, _message, _io) =>
  todo("part 19, install");
