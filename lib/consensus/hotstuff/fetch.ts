/**
 * Blocks that a replica lacks. A certificate says that a quorum has voted for a block, so f + 1 of the loyal have it;
 * who shows the certificate, or all, are asked for it. Its name is its digest, so nobody can give another.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { type Block, type BlockId, idOf, type QuorumCertificate } from "./block.ts";
import type { HotStuffIo, Sent } from "./messages.ts";
import { save } from "./save.ts";
import type { HotStuff } from "./settings.ts";
import type { Replica } from "./state.ts";
import { offerState } from "./transfer.ts";
import { baseOf, downFrom, heightOf, viewOf } from "./tree.ts";

/** A block is certified, and not there. */
export function lack(
  s: Replica,
  { statement: { block: id, view } }: QuorumCertificate,
  from: NodeId,
  io: HotStuffIo,
): void {
  s.missing.set(id, view);
  if (from !== io.self) ask(s, id, from, io);
}

/** Asks everybody for what is missing. */
export function askAll({ members }: HotStuff, s: Replica, io: HotStuffIo): void {
  for (const id of s.missing.keys()) {
    for (const to of members) if (to !== io.self) ask(s, id, to, io);
  }
}

function ask(s: Replica, block: BlockId, to: NodeId, io: HotStuffIo): void {
  io.send(to, { type: "fetch", block, above: heightOf(s) });
}

/** Somebody lacks a block. */
export function uponFetch(
  { members, maxBlocks }: HotStuff,
  s: Replica,
  { block: wanted, above, from }: Sent<"fetch">,
  io: HotStuffIo,
): void {
  if (!members.includes(from)) return;
  if (above < baseOf(s)) return offerState(s, from, io);
  const blocks: Block[] = [];
  for (const [, block] of downFrom(s, wanted)) {
    if (block.height <= above || blocks.length >= maxBlocks) break;
    blocks.push(block);
  }
  if (blocks.length > 0) io.send(from, { type: "blocks", blocks });
}

/** Blocks have come; whether one of them was missing. */
export function takeBlocks(
  hotstuff: HotStuff,
  s: Replica,
  blocks: readonly Block[],
  io: HotStuffIo,
): boolean {
  let found = false;
  for (const block of blocks) {
    const id = idOf(block, hotstuff.digest);
    if (!s.missing.delete(id)) continue;
    keepBlock(hotstuff, s, id, block, io);
    found = true;
    // What the next one of the list is taken for.
    if (!s.blocks.has(block.parent)) s.missing.set(block.parent, viewOf(block.justify));
  }
  return found;
}

/** A block that is voted for, or certified, is kept. */
export function keepBlock(
  hotstuff: HotStuff,
  s: Replica,
  id: BlockId,
  block: Block,
  io: HotStuffIo,
): void {
  if (s.blocks.has(id)) return;
  s.blocks.set(id, block);
  s.missing.delete(id);
  save(hotstuff, io, { type: "block", block });
}
