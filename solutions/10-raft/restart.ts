/** Part 16: what it recalls, and nothing that it cannot know. @module */

import {
  clone,
  configurationsAfter,
  firstSnapshot,
  resetElectionTimer,
  type Restart,
  type State,
  usesLease,
  votersOnly,
} from "../../exercises/10-raft/given.ts";

export const restart: Restart = (raft, io, journal) => {
  const { term, votedFor, log, snapshot: recalled } = raft.rules.recall(journal);
  const members = raft.members ?? votersOnly([...io.peers]);
  const snapshot = recalled ?? firstSnapshot(members, raft.machine.init());
  const s: State = {
    term,
    votedFor,
    log,
    snapshot,
    commitIndex: snapshot.last.index,
    lastApplied: snapshot.last.index,
    machine: clone(snapshot.machine),
    sessions: clone(snapshot.sessions),
    configurations: configurationsAfter(snapshot, log),
    role: "follower",
    leader: null,
    lease: term > 0 && usesLease(raft),
    votes: new Map(),
    leading: null,
    waiting: new Map(),
  };
  resetElectionTimer(raft, s, io);
  return s;
};
