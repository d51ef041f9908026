/**
 * Which updates of each origin are the latest of their keys, by their numbers. They are kept in blocks of 64 numbers, so
 * that one that is superseded is taken out of a short list; and what there is says how it is kept, whatever there was
 * before.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";

/** An update. */
export interface Update {
  /** The origin. */
  readonly node: NodeId;
  /** Its number, from 1. */
  readonly sequence: number;
  /** The key that it wrote. */
  readonly key: string;
}

/** For each origin its blocks that are not empty, each in the order of the numbers. */
export type Updates = Map<NodeId, Map<number, Update[]>>;

/** Puts an update in. */
export function addUpdate(updates: Updates, { node, sequence, key }: Update): void {
  const blocks = updates.get(node) ?? new Map<number, Update[]>();
  const block = blocks.get(blockOf(sequence)) ?? [];
  let at = block.length;
  while (at > 0 && block[at - 1]!.sequence > sequence) at--;
  block.splice(at, 0, { node, sequence, key });
  blocks.set(blockOf(sequence), block);
  updates.set(node, blocks);
}

/** Takes an update out that has been superseded. */
export function removeUpdate(updates: Updates, { node, sequence }: Omit<Update, "key">): void {
  const blocks = updates.get(node), block = blocks?.get(blockOf(sequence));
  if (blocks === undefined || block === undefined) return;
  const rest = block.filter((each) => each.sequence !== sequence);
  if (rest.length > 0) blocks.set(blockOf(sequence), rest);
  else blocks.delete(blockOf(sequence));
  if (blocks.size === 0) updates.delete(node);
}

/** The updates of an origin after a number and up to another, in their order. */
export function* updatesAfter(
  updates: Updates,
  origin: NodeId,
  number: number,
  upTo: number,
): Generator<Update> {
  const blocks = updates.get(origin);
  if (blocks === undefined) return;
  for (let block = blockOf(number); block <= blockOf(upTo); block++) {
    for (const update of blocks.get(block) ?? []) if (update.sequence > number) yield update;
  }
}

function blockOf(sequence: number): number {
  return Math.floor(sequence / 64);
}
