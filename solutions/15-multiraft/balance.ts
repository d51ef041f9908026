/** Part 9: all replicas, all nodes, two rules. */

import type {
  Balance,
  Move,
  NodeId,
  NodeSeen,
  RangeSeen,
  View,
} from "../../exercises/15-multiraft/given.ts";

export const balance: Balance = (view) => {
  let best: Move | undefined;
  for (const { move, here, there, from, to } of allMoves(view)) {
    if (there < here) return move;
    const before = from.replicas / from.capacity, after = (to.replicas + 1) / to.capacity;
    if (there === here && before > after + view.slack) best ??= move;
  }
  return best;
};

/** A move that is not forbidden, and what it is about. */
interface Candidate {
  readonly move: Move;
  /** How many of the others are in the old zone, and in the new one. */
  readonly here: number;
  readonly there: number;
  readonly from: NodeSeen;
  readonly to: NodeSeen;
}

function* allMoves({ nodes, ranges, most }: View): Generator<Candidate> {
  const byNumber = new Map(nodes.map((each) => [each.node, each]));
  const targets = nodes.filter(({ isWell, receiving }) => isWell && receiving < most.receiving);
  for (const range of ranges) {
    if (!isFree(range, byNumber) || byNumber.get(range.leader)!.sending >= most.sending) continue;
    for (const node of range.voters) {
      const from = byNumber.get(node)!;
      const others = range.voters.filter((each) => each !== node);
      const count = (zone: string) =>
        others.filter((each) => byNumber.get(each)!.zone === zone).length;
      for (const to of targets) {
        if (range.voters.includes(to.node)) continue;
        const move = { group: range.group, from: node, to: to.node };
        yield { move, here: count(from.zone), there: count(to.zone), from, to };
      }
    }
  }
}

function isFree({ isBusy, voters }: RangeSeen, nodes: ReadonlyMap<NodeId, NodeSeen>): boolean {
  return !isBusy && voters.every((node) => nodes.get(node)?.isWell);
}
