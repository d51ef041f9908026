/** Who takes part in a system: its nodes, and the twins among them. @module */

import type { NodeId } from "../../model/protocol.ts";

/** The nodes of a system, twins included. */
export interface Cast {
  /** How many nodes there are as far as any of them knows: twins are not counted. */
  readonly nodes: number;
  /** Whom each node takes itself for, twins last. */
  readonly names: readonly NodeId[];
}

/** The nodes of a system. */
export function castOf(
  { nodes, twins = [] }: { readonly nodes: number; readonly twins?: readonly NodeId[] },
): Cast {
  return { nodes, names: [...Array.from({ length: nodes }, (_, node) => node), ...twins] };
}

/** The node of this name, and then its twins. */
export function copiesOf({ nodes, names }: Cast, name: NodeId): NodeId[] {
  const copies = [name];
  for (let node = nodes; node < names.length; node++) if (names[node] === name) copies.push(node);
  return copies;
}
