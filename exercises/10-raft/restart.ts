/** Part 16. A server at its birth, or after a crash. @module */

import { type Restart, todo } from "./given.ts";

/**
 * The state of a server that starts with this journal, which is empty at its birth.
 *
 * - `term`, `votedFor`, `log` and `snapshot` it recalls: `raft.rules.recall(journal)`. Without a snapshot
 *   (null) it has the one that every cluster begins with: `firstSnapshot(members, raft.machine.init())`,
 *   where the members are `raft.members`, or if that is undefined `votersOnly([...io.peers])`.
 * - `machine` and `sessions` are those of the snapshot, as copies (`clone`), since they will change and it
 *   must not. So the snapshot's last entry is the last that is applied, and the last that is known to be
 *   committed: what comes after it in the log may still be overwritten.
 * - `configurations` are those of the snapshot and of the log: `configurationsAfter(snapshot, log)`.
 * - It is a follower that knows no leader. It collects no votes (`votes`, a Map), leads nobody (`leading` is
 *   null), and nobody waits for it (`waiting`, a Map).
 * - If it has been in a term before, it may have heard from a leader just before the crash, so `lease` is
 *   true if `usesLease(raft)`. At its birth it is false.
 * - It waits for a leader: `resetElectionTimer(raft, s, io)`.
 *
 * All that it knows is saved, so it saves nothing. What it changes later is its own: no other server, nor
 * itself after the next crash, may find it changed.
 */
export const restart: Restart = (_raft, _io, _journal) => todo("part 16, restart");
