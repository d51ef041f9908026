/** Part 16. A server at its birth, or after a crash. @module */

import { type Restart, todo } from "./given.ts";

/**
 * The state of a server that starts with this journal, which is empty at its birth. `State` in `given.ts` shows
 * its fields.
 *
 * What was saved it knows (`raft.rules.recall(journal)`: term, vote, log, and a snapshot, or null if there was none;
 * then it has that with which every cluster begins, `firstSnapshot(members, raft.machine.init())`, where the members
 * are `raft.members`, or `votersOnly([...io.peers])` if these are undefined). What follows from that it works out:
 * how far it has applied, and what certainly is committed; its machine and sessions, which are copies, since they
 * will change and the snapshot must not; the configurations in both (`configurationsAfter`). Of all the rest it knows
 * nothing: it follows nobody, leads nobody, and nobody waits for it.
 *
 * It may have heard from a leader just before a crash. So a server that has been in a term, if it stands by
 * leaders at all (`usesLease(raft)`), takes itself for led (`lease`). And it waits for a leader.
 *
 * All that it knows is saved, so it saves nothing. What it changes later is its own: no other server, nor
 * itself after the next crash, may find it changed.
 */
export const restart: Restart = (_raft, _io, _journal) => todo("part 16, restart");
