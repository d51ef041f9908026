/** How nodes and times are named on the page. @module */

import type { NodeLook, Weight } from "../../lib/kit/playground/look.ts";
import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import type { Cuts } from "../../lib/laboratory/playground/cuts.ts";
import type { NodeView } from "../../lib/laboratory/playground/film.ts";

/** How a node looks to a reader, whether it runs or not. */
export interface Standing extends Omit<NodeLook, "weight"> {
  readonly weight: Weight | "down";
}

/** How a node looks; one that is down has forgotten what it was, and not what it knew. */
export function standingOf(
  kit: AnyPlaygroundKit,
  { node, isUp, state }: NodeView,
): Standing {
  const look = state === undefined ? undefined : kit.look(state, node);
  if (isUp && look !== undefined) return look;
  return {
    weight: "down",
    name: "down",
    caption: "down",
    badge: "",
    facts: look?.facts ?? "",
  };
}

/** A node in one sentence. */
export function nodeWords(
  { name, facts }: Standing,
  node: number,
  cuts: Cuts,
): string {
  const cut = cuts.nodes.has(node) ? ", cut off" : "";
  return `Node ${node}: ${name}${cut}${facts === "" ? "" : `, ${facts}`}`;
}

/** Virtual time as people read it. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`;
}

/** A text with a capital at its beginning. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A text with a small letter at its beginning. */
export function small(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
