/** What a space-time diagram is told besides its trace. @module */

import type { Labels } from "../../model/labels.ts";
import type { NodeId } from "../../model/protocol.ts";
import { assertFields, type Fields, finite, integer, listOf, oneOf, optional } from "../refuse.ts";
import { record, refuse, someWords, yesOrNo } from "../refuse.ts";

/** How instants map to positions. */
export type TimeScale =
  /** A millisecond has the same width everywhere. */
  | "proportional"
  /** Two instants that follow each other have the same distance everywhere: crowded moments spread. */
  | "even";

/** Options of a space-time diagram; only the title is required. */
export interface SpacetimeOptions {
  /** The finding, in words. */
  readonly title: string;
  /** What nodes, messages, timers and so on are called; states are drawn only where they have a label. */
  readonly labels?: Labels;
  /** The first moment shown, in ms. */
  readonly from?: number;
  /** The last moment shown, in ms. */
  readonly to?: number;
  /** The nodes whose events stand out while all others fade, or those that violate the invariant. */
  readonly highlight?: "violation" | readonly NodeId[];
  /** Of a partition, the nodes of one side: their shading is stronger, so that the sides are told apart. */
  readonly side?: readonly NodeId[];
  /** What stands along the axis: times in ms, which is the default, or the steps of a run of the explorer. */
  readonly unit?: "ms" | "steps";
  /** How time is spread; proportional by default where that leaves room between all events. */
  readonly scale?: TimeScale;
  /** Whether the title stands on the picture; it does by default. */
  readonly heading?: boolean;
  /** Width in px; by default as wide as the number of events asks for. */
  readonly width?: number;
}

/** Throws unless the options can be drawn. */
export function assertOptions(options: SpacetimeOptions): void {
  assertFields(what, "its", options, optionFields);
  const { from = -Infinity, to = Infinity } = options;
  if (from <= to) return;
  refuse(what, "its first moment must not come after its last", `${from} to ${to}`);
}

const what = "a diagram";

const optionFields: Fields = {
  title: someWords,
  labels: optional(record),
  from: optional(finite),
  to: optional(finite),
  highlight: optional({
    words: `"violation", or a list in which each is the number of a node`,
    is: (value) => value === "violation" || listOf(integer).is(value),
  }),
  side: optional(listOf(integer)),
  unit: optional(oneOf("ms", "steps")),
  scale: optional(oneOf("proportional", "even")),
  heading: optional(yesOrNo),
  width: optional({
    words: "320 to 20000 px",
    is: (value) => typeof value === "number" && value >= 320 && value <= 20_000,
  }),
};
