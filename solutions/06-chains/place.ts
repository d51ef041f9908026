/** Where servers stand in a chain. */

import type { Chain, NodeId } from "../../exercises/06-chains/given.ts";

/** Where a server stands. */
export interface Place {
  readonly isHead: boolean;
  readonly isTail: boolean;
  readonly isMember: boolean;
  readonly joins: boolean;
  readonly predecessor: NodeId | null;
  /** Who joins is the tail's. */
  readonly successor: NodeId | null;
}

/** Where a server stands in a chain. */
export function placeIn({ chain, joining }: Chain, self: NodeId): Place {
  const at = chain.indexOf(self), isMember = at >= 0, joins = joining === self;
  const isTail = isMember && at === chain.length - 1;
  return {
    isHead: at === 0,
    isTail,
    isMember,
    joins,
    predecessor: joins ? chain.at(-1)! : isMember ? chain[at - 1] ?? null : null,
    successor: isTail ? joining : isMember ? chain[at + 1]! : null,
  };
}
