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

/** What is left of the decided chain, and its blocks. */
export type Chain = Pick<Replica, "committed" | "blocks">;

/** The highest decided block. */
export function tipOf({ blocks, committed }: Chain): Block {
  return blocks.get(committed.at(-1)!)!;
}

/** How many blocks are decided, forgotten ones among them. */
export function heightOf(s: Chain): number {
  return tipOf(s).height;
}

/** The height of the lowest decided block that is not forgotten. */
export function baseOf({ blocks, committed }: Chain): number {
  return blocks.get(committed[0]!)!.height;
}

/** Whether a certificate says nothing that is new, as something is decided in its view or a later one. */
export function isSettled(s: Chain, certificate: QuorumCertificate): boolean {
  return viewOf(certificate) <= tipOf(s).view;
}
