/** How nodes and times are named on the page. @module */

import type { NodeLook, Weight } from "../../lib/kit/playground/look.ts";
import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import type { Sight, View } from "../../lib/kit/playground/views.ts";
import type { NodeView } from "../../lib/laboratory/playground/film.ts";

/** How a node looks to a reader, whether it runs or not. */
export interface Standing extends Omit<NodeLook, "weight"> {
  readonly weight: Weight | "down";
  /** What another believes it to be, in words. */
  readonly believed?: string;
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

/** How a node looks to a reader who looks otherwise: its colour is what is believed, its rim what is true. */
export function seenStanding(
  own: Standing,
  view: View | undefined,
  sight: Sight,
): Standing {
  if (view === undefined) return own;
  const facts = view.facts === "" ? "" : ` ${view.facts}`;
  const by = typeof sight === "number" ? ` to node ${sight}` : "";
  return { ...own, tone: view.tone, believed: `${view.name}${facts}${by}` };
}

/** A node in one sentence. */
export function wordsOf(
  { name, facts, believed }: Standing,
  node: number,
  isCut: boolean,
): string {
  const parts = [believed, isCut ? "cut off" : undefined, facts].filter((
    part,
  ) => part);
  return [`Node ${node}: ${name}`, ...parts].join(", ");
}

/** How a way to look is called in a list of them. */
export function sightWords(sight: Sight): string {
  if (sight === "each") return "each node as it is";
  return sight === "spread" ? "who has heard the latest" : `as node ${sight} sees it`;
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
