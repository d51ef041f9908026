/** How a node draws others by lot. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { SwimIo } from "./messages.ts";

/** With more nodes than that, one is drawn of all until it fits. */
const FEW = 32;

/** One of those that fit, each as likely as any; undefined if there is none. */
export function draw(io: SwimIo, fits: (node: NodeId) => boolean): NodeId | undefined {
  const nodes = io.peers.length;
  for (let tries = FEW; nodes > FEW && tries > 0; tries--) {
    const node = io.choose(nodes);
    if (fits(node)) return node;
  }
  // Hardly anybody fits, or there are few nodes: they are looked at one by one.
  return oneOf(io, io.peers.filter(fits));
}

/** Up to so many different ones of those that fit. */
export function drawSome(io: SwimIo, most: number, fits: (node: NodeId) => boolean): NodeId[] {
  const drawn: NodeId[] = [];
  while (drawn.length < most) {
    const node = draw(io, (each) => fits(each) && !drawn.includes(each));
    if (node === undefined) break;
    drawn.push(node);
  }
  return drawn;
}

/** One of a list, each as likely as any; undefined if it is empty. */
export function oneOf<T>(io: SwimIo, list: readonly T[]): T | undefined {
  return list.length < 2 ? list[0] : list[io.choose(list.length)];
}
