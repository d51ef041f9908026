/** The links of a node: each is eager or lazy, and there is one to each neighbour. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Tree } from "./state.ts";

/** Whether this is a neighbour. */
export function isNeighbour({ eager, lazy }: Tree, node: NodeId): boolean {
  return eager.includes(node) || lazy.includes(node);
}

/** The link to a neighbour becomes eager; there is none to others. Says whether it was lazy. */
export function makeEager({ eager, lazy }: Tree, node: NodeId): boolean {
  return take(lazy, node) && insert(eager, node);
}

/** The link to a neighbour becomes lazy; there is none to others. Says whether it was eager. */
export function makeLazy({ eager, lazy }: Tree, node: NodeId): boolean {
  return take(eager, node) && insert(lazy, node);
}

/** A new neighbour; its link begins eager. */
export function link({ eager }: Tree, node: NodeId): void {
  insert(eager, node);
}

/** Who was a neighbour is none any more. */
export function unlink({ eager, lazy }: Tree, node: NodeId): void {
  if (!take(eager, node)) take(lazy, node);
}

/** By number, so that equal sets are equal states. There are few. */
function insert(nodes: NodeId[], node: NodeId): true {
  let at = nodes.length;
  while (at > 0 && nodes[at - 1]! > node) at--;
  nodes.splice(at, 0, node);
  return true;
}

function take(nodes: NodeId[], node: NodeId): boolean {
  const at = nodes.indexOf(node);
  if (at >= 0) nodes.splice(at, 1);
  return at >= 0;
}
