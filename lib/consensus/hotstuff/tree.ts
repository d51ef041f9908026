/** The tree of blocks: who extends whom, and what lies between. @module */

import type { Block, BlockId, QuorumCertificate } from "./block.ts";
import type { Replica } from "./state.ts";

/** The view of what a certificate is for. */
export function viewOf({ statement }: QuorumCertificate): number {
  return statement.view;
}

/** The certificate in the later view; the first if they are of the same. */
export function later(one: QuorumCertificate, other: QuorumCertificate): QuorumCertificate {
  return viewOf(other) > viewOf(one) ? other : one;
}

/** A block and those below it, as far as they are there. */
export function* downFrom(
  { blocks }: Pick<Replica, "blocks">,
  id: BlockId,
): Generator<readonly [BlockId, Block]> {
  for (let next = id;;) {
    const block = blocks.get(next);
    if (block === undefined) return;
    yield [next, block];
    next = block.parent;
  }
}

/** Whether the block that a certificate is for is this one or below it. Where blocks are not there, nobody can say so. */
export function extendsIt(s: Replica, id: BlockId, { statement }: QuorumCertificate): boolean {
  for (const [below, { view }] of downFrom(s, id)) {
    if (below === statement.block) return true;
    if (view <= statement.view) return false;
  }
  return false;
}

/** The highest decided block. */
export function tipOf({ committed }: Pick<Replica, "committed">): BlockId {
  return committed.at(-1)!;
}
