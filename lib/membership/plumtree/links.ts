/** The links of a node: each is eager or lazy, and there is one to each neighbour. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Id, TreeIo } from "./messages.ts";
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
export function unlink({ eager, lazy, refused }: Tree, node: NodeId): void {
  if (!take(eager, node)) take(lazy, node);
  take(refused, node);
}

/** The link is to become lazy at both ends. */
export function prune(s: Tree, node: NodeId, io: TreeIo): void {
  makeLazy(s, node);
  if (isNeighbour(s, node) && !s.refused.includes(node)) insert(s.refused, node);
  io.send(node, { type: "prune" });
}

/** The link is to become eager at both ends; `id` is to be sent at once, unless it is null. */
export function graft(s: Tree, node: NodeId, id: Id | null, io: TreeIo): void {
  makeEager(s, node);
  take(s.refused, node);
  io.send(node, { type: "graft", id });
}

/**
 * Something new came from a neighbour. If this end has pruned the link, the other end may have sent that before it knew;
 * the link may have become eager here since then, by a graft that crossed the prune.
 */
export function keep(s: Tree, node: NodeId, io: TreeIo): void {
  if (s.lazy.includes(node) || s.refused.includes(node)) graft(s, node, null, io);
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
