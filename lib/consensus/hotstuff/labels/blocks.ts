/** Blocks in a few letters. @module */

import type { Block, BlockId, QuorumCertificate } from "../block.ts";

/** How many letters of a digest tell it from others in a diagram. */
const LETTERS = 4;

/** The name of a block, shortened. */
export function blockLabel(id: BlockId): string {
  return id === "genesis" ? "the first" : id.slice(0, LETTERS);
}

/** A certificate: what it is for, and where. */
export function certificateLabel({ statement: { view, block } }: QuorumCertificate): string {
  return view === 0 ? "the first" : `${blockLabel(block)} of ${view}`;
}

/** A block: its height and its view, and what it extends. */
export function proposalLabel({ height, view, parent, batch }: Block): string {
  const requests = batch.length === 0 ? "" : `, ${batch.length} asked`;
  return `${height} in ${view} on ${blockLabel(parent)}${requests}`;
}
