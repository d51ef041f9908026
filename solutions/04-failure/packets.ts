/** Part 5: of each member the news, and how often it was told. */

import type { News, NodeId, PacketRules, Packets } from "../../exercises/04-failure/given.ts";

interface Piece {
  readonly news: News;
  told: number;
}

interface State {
  readonly rules: PacketRules;
  readonly pieces: Map<NodeId, Piece>;
}

export const packets: Packets<State> = {
  start: (rules) => ({ rules, pieces: new Map() }),
  add: ({ pieces }, news) => void pieces.set(news.member, { news: { ...news }, told: 0 }),
  take(s, room, n) {
    forget(s, n);
    const chosen = [...s.pieces.values()].sort((a, b) => a.told - b.told).slice(0, room);
    for (const each of chosen) each.told++;
    forget(s, n);
    return chosen.map(({ news }) => news);
  },
};

function forget({ rules, pieces }: State, n: number): void {
  const limit = rules.lambda * Math.ceil(Math.log10(n + 1));
  for (const [member, { told }] of pieces) if (told >= limit) pieces.delete(member);
}
