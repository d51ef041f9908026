/** Part 5: the index from the leader, the answer from here. */

import type { Follower, FollowerIo, NodeId } from "../../exercises/11-reads/given.ts";

interface State {
  leader: NodeId | null;
  /** For each read that waits its index; null as long as it is not known. */
  readonly reads: Map<number, number | null>;
}

export const follower: Follower<State> = {
  start: () => ({ leader: null, reads: new Map() }),
  read(s, read, leader, io) {
    s.reads.set(read, null);
    s.leader = leader;
    if (leader !== null) io.ask(leader, read);
  },
  led(s, leader, io) {
    if (s.leader === leader) return;
    s.leader = leader;
    if (leader === null) return;
    for (const [read, index] of s.reads) if (index === null) io.ask(leader, read);
  },
  index(s, read, index, executed, io) {
    if (s.reads.get(read) === null) s.reads.set(read, index);
    answer(s, executed, io);
  },
  executed: answer,
};

function answer(s: State, executed: number, io: FollowerIo): void {
  for (const [read, index] of s.reads) {
    if (index === null || executed < index) continue;
    s.reads.delete(read);
    io.answer(read);
  }
}
