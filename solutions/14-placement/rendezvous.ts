/** Part 4: who would like the key most. */

import {
  cannot,
  type Node,
  type Rendezvous,
  type ScoreOf,
} from "../../exercises/14-placement/given.ts";

export const rendezvous: Rendezvous = {
  place(nodes, hash) {
    if (nodes.length === 0) throw cannot("place a key", "there must be a node", "0 nodes");
    return scored(nodes, hash).reduce((a, b) => isBetter(b, a) ? b : a).id;
  },
  replicas(nodes, hash, count) {
    if (!Number.isSafeInteger(count) || count < 0 || count > nodes.length) {
      throw cannot(
        "place copies",
        "each is on its own node",
        `${count} copies, ${nodes.length} nodes`,
      );
    }
    const all = scored(nodes, hash).sort((a, b) => isBetter(a, b) ? -1 : 1);
    return all.slice(0, count).map(({ id }) => id);
  },
};

interface Scored {
  readonly id: string;
  readonly score: number;
}

function scored(nodes: readonly Node[], hash: ScoreOf): Scored[] {
  return nodes.map(({ id, weight = 1 }) => ({ id, score: -weight / Math.log(hash(id)) }));
}

function isBetter(a: Scored, b: Scored): boolean {
  return a.score > b.score || a.score === b.score && a.id < b.id;
}
