/** Through whose eyes a run is looked at, and how nodes look then. @module */

import type { Sight, Tone, View } from "../../kit/playground/views.ts";
import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { NodeView } from "./film.ts";
import type { Wave } from "./waves.ts";

/** What a node looks like to whom nobody has ever told of it. */
const unknown: View = { tone: "none", name: "unknown", facts: "" };

/** All ways to look at a cluster of so many nodes. */
export function sightsOf(
  { views, spread }: AnyPlaygroundKit,
  nodes: number,
): Sight[] {
  return [
    "each",
    ...(spread === undefined ? [] : ["spread" as const]),
    ...(views === undefined ? [] : Array.from({ length: nodes }, (_, node) => node)),
  ];
}

/** The way to look that stands in an address; the usual one if there is no such way. */
export function sightFrom(
  kit: AnyPlaygroundKit,
  nodes: number,
  text: string,
): Sight {
  return sightsOf(kit, nodes).find((sight) => String(sight) === text) ??
    usualSight(kit, nodes);
}

/** How a reader looks at first at so many nodes, among which the one that usually looks may not be. */
export function usualSight(kit: AnyPlaygroundKit, nodes: number): Sight {
  const { sight = "each" } = kit;
  return sightsOf(kit, nodes).includes(sight) ? sight : "each";
}

/** What is shown of a node to a reader who looks so; undefined where it tells of itself. */
export function viewOf(
  kit: AnyPlaygroundKit,
  nodes: readonly NodeView[],
  node: NodeId,
  sight: Sight,
  wave: Wave | undefined,
): View | undefined {
  if (sight === "each") return undefined;
  if (sight === "spread") {
    const hasHeard = wave !== undefined && wave.heard.has(node);
    return hasHeard ? { tone: "good", name: "has heard", facts: "" } : {
      tone: "none",
      name: wave === undefined ? "nothing new" : "has not heard",
      facts: "",
    };
  }
  const state = nodes[sight]?.state;
  return state === undefined ? unknown : kit.views?.of(state, sight, node) ?? unknown;
}

/** How many others have which colour, as a node sees them: "37 alive, 2 suspect"; "" where nobody looks. */
export function countedView(
  kit: AnyPlaygroundKit,
  nodes: readonly NodeView[],
  sight: Sight,
): string {
  if (typeof sight === "string") return "";
  const counts = new Map<Tone, number>();
  for (const { node } of nodes) {
    if (node === sight) continue;
    const { tone } = viewOf(kit, nodes, node, sight, undefined)!;
    counts.set(tone, (counts.get(tone) ?? 0) + 1);
  }
  return (kit.tones ?? []).flatMap(({ tone, name }) =>
    counts.has(tone) ? [`${counts.get(tone)} ${name}`] : []
  ).join(", ");
}
