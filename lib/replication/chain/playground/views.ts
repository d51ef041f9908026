/** Where a node believes each of the others to be: it may not have heard of the newest chain. @module */

import type { ToneSign, View, Views } from "../../../kit/playground/views.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Node } from "../chain.ts";
import { type Configuration, placeIn } from "../configuration.ts";

/** What the colours mean. */
export const tones: readonly ToneSign[] = [
  { tone: "good", name: "in the chain" },
  { tone: "doubtful", name: "joins" },
  { tone: "past", name: "beside the chain" },
  { tone: "none", name: "the master" },
];

/** The chain that a node goes by. */
export function chainOf(state: Readonly<Node>): Configuration {
  return state.role === "master" ? state.master.inForce : state.server.attendance.configuration;
}

/** Where a node stands in a chain. */
export function standsIn(configuration: Configuration, node: NodeId): View {
  const facts = `in epoch ${configuration.epoch}`;
  if (node === 0) return { tone: "none", name: "master", facts };
  const { isMember, isHead, isTail, joins } = placeIn(configuration, node);
  if (joins) return { tone: "doubtful", name: "joins", facts };
  if (!isMember) return { tone: "past", name: "beside", facts };
  const name = isHead ? isTail ? "head and tail" : "head" : isTail ? "tail" : "middle";
  return { tone: "good", name, facts };
}

/** Each as the chain has it that the node goes by who looks. */
export const views: Views<Node> = {
  of: (state, _, other) => standsIn(chainOf(state), other),
};
