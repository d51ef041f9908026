/** Part 1: for each peer a timeout, the last heartbeat that was news, and whether it is suspected. */

import type { Beat, NodeId, Patience } from "../../exercises/04-failure/given.ts";

interface Watched {
  timeoutMs: number;
  /** Null: none has come. */
  last: Beat | null;
  suspected: boolean;
}

interface State {
  readonly growMs: number;
  readonly watched: Map<NodeId, Watched>;
}

export const patience: Patience<State> = {
  start({ peers, firstMs, growMs }, io) {
    for (const peer of peers) io.wait(peer, firstMs);
    const watched = peers.map((peer) =>
      [peer, { timeoutMs: firstMs, last: null, suspected: false }] as const
    );
    return { growMs, watched: new Map(watched) };
  },
  heard({ growMs, watched }, peer, beat, io) {
    const known = watched.get(peer);
    if (known === undefined || !isNews(beat, known.last)) return;
    const { last, suspected } = known;
    if (suspected) {
      if (last === null || last.life === beat.life) known.timeoutMs += growMs;
      known.suspected = false;
      io.trust(peer);
    }
    known.last = { life: beat.life, sequence: beat.sequence };
    io.wait(peer, known.timeoutMs);
  },
  expired({ watched }, peer, io) {
    watched.get(peer)!.suspected = true;
    io.suspect(peer);
  },
};

function isNews({ life, sequence }: Beat, last: Beat | null): boolean {
  return last === null || life > last.life || life === last.life && sequence > last.sequence;
}
