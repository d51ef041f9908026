/** How things are said about liars and the loyal, in all parts. @module */

import { told } from "hb/grade/told.ts";
import type { NodeId } from "../given.ts";

export const inNode = (node: unknown): string => `node ${told(node)}`;

/** "nodes 1, 2 and 3". */
export function inNodes(nodes: readonly NodeId[]): string {
  if (nodes.length === 0) return "nobody";
  if (nodes.length === 1) return `node ${nodes[0]}`;
  return `nodes ${nodes.slice(0, -1).join(", ")} and ${nodes.at(-1)}`;
}

/** Some of these, each with the same chance. */
export function someOf<T>(random: { chance(p: number): boolean }, all: readonly T[]): T[] {
  return all.filter(() => random.chance(0.5));
}
