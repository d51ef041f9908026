/** Part 6: the last slot of a quorum, and then its execution. */

import type { NodeId, Quorum, QuorumIo, Slots } from "../../exercises/11-reads/given.ts";

interface Asked {
  readonly answered: Set<NodeId>;
  last: number;
  hasQuorum: boolean;
}

interface State {
  readonly reads: Map<number, Asked>;
}

export const pqr: Quorum<State> = {
  start: () => ({ reads: new Map() }),
  read(s, read, slots, io) {
    const asked = { answered: new Set([io.self]), last: slots.last, hasQuorum: false };
    s.reads.set(read, asked);
    for (let server = 0; server < io.servers; server++) {
      if (server !== io.self) io.peek(server, read);
    }
    consider(asked, io);
    answer(s, slots, io);
  },
  peek: (_s, from, read, slots, io) => io.peeked(from, read, slots.last),
  peeked(s, from, read, last, slots, io) {
    const asked = s.reads.get(read);
    if (asked === undefined || asked.hasQuorum || asked.answered.has(from)) return;
    asked.answered.add(from);
    asked.last = Math.max(asked.last, last);
    consider(asked, io);
    answer(s, slots, io);
  },
  executed: answer,
};

function consider(asked: Asked, io: QuorumIo): void {
  asked.hasQuorum = asked.answered.size > io.servers - io.accepts;
}

function answer(s: State, { executed }: Slots, io: QuorumIo): void {
  for (const [read, { hasQuorum, last }] of s.reads) {
    if (!hasQuorum || executed < last) continue;
    s.reads.delete(read);
    io.answer(read);
  }
}
