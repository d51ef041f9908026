/** Part 20. Followers that are behind the log. @module */

import { type Behind, todo } from "./given.ts";

/**
 * A follower's `Progress` while a snapshot is on its way to it: its `mode` is "snapshot", `next` is the entry after
 * the snapshot, and `patience` is how many heartbeats are still to come before the snapshot counts as lost:
 * at first as many as fit into the most that an election timeout takes, rounded up (`raft.electionTimeoutMs`,
 * `raft.heartbeatMs`). When it gets entries again, its mode is "probe", and it is not `paused`.
 *
 * A snapshot is sent again only if it counts as lost, or has arrived and is not enough any more; and only upon
 * an answer of the follower, since whoever says nothing may not be there. Your leader (part 12) calls these three.
 */
export const behind: Behind = {
  /**
   * Sends the latest snapshot, `{ type: "installSnapshot", term, snapshot, round }`. The round is the leader's, as with
   * entries.
   */
  sendSnapshot: (_raft, _s, _to, _io) => todo("part 20, sendSnapshot"),

  /**
   * It is time for a heartbeat. The follower must hear that the leader is there; but nobody knows where the logs agree,
   * except at `ORIGIN`, before their first entries.
   */
  awaitSnapshot: (_raft, _s, _to, _io) => todo("part 20, awaitSnapshot"),

  /**
   * The follower has answered, and `match` is up to date. It gets entries again if the leader's log has all that come
   * after `match` (it begins after `s.log.base`); else perhaps the latest snapshot.
   */
  snapshotAnswered: (_raft, _s, _from, _io) => todo("part 20, snapshotAnswered"),
};
