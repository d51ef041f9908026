/** Part 4: an order of opinions, and one way to take one. */

import type {
  News,
  NodeId,
  OpinionIo,
  Opinions,
  Standing,
  Status,
} from "../../exercises/04-failure/given.ts";

interface State {
  readonly self: NodeId;
  readonly known: Map<NodeId, Standing>;
}

export const opinions: Opinions<State> = {
  start: (self, incarnation) => ({
    self,
    known: new Map([[self, { status: "alive", incarnation }]]),
  }),
  hear(s, news, io) {
    const known = s.known.get(news.member);
    if (known !== undefined && !isGreater(news, known)) return;
    if (news.member !== s.self) return take(s, news, io);
    const incarnation = news.incarnation + 1;
    s.known.set(s.self, { status: "alive", incarnation });
    io.save(incarnation);
    io.tell({ member: s.self, status: "alive", incarnation });
  },
  failed(s, member, io) {
    const known = s.known.get(member);
    if (known?.status !== "alive") return;
    take(s, { member, status: "suspect", incarnation: known.incarnation }, io);
  },
  expired(s, member, io) {
    const known = s.known.get(member);
    if (known?.status !== "suspect") return;
    take(s, { member, status: "dead", incarnation: known.incarnation }, io);
  },
  of: ({ known }, member) => known.get(member),
};

function take(s: State, { member, status, incarnation }: News, io: OpinionIo): void {
  if (s.known.get(member)?.status === "suspect") io.cancel(member);
  s.known.set(member, { status, incarnation });
  if (status === "suspect") io.wait(member);
  io.tell({ member, status, incarnation });
}

const ranks: Readonly<Record<Status, number>> = { alive: 0, suspect: 1, dead: 2, left: 3 };

/** Whether one opinion is greater than another. */
export function isGreater(one: Standing, other: Standing): boolean {
  const later = one.incarnation - other.incarnation;
  return (later || ranks[one.status] - ranks[other.status]) > 0;
}
