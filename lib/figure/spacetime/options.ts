/** What a space-time diagram is told besides its trace. @module */

import type { Labels } from "../../model/labels.ts";
import type { NodeId } from "../../model/protocol.ts";

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
  /** How time is spread; proportional by default where that leaves room between all events. */
  readonly scale?: TimeScale;
  /** Whether the title stands on the picture; it does by default. */
  readonly heading?: boolean;
  /** Width in px; by default as wide as the number of events asks for. */
  readonly width?: number;
}

/** Throws unless the options can be drawn. */
export function assertOptions(options: SpacetimeOptions): void {
  const { title, from = -Infinity, to = Infinity, width = 640 } = options;
  if (title.trim() === "") {
    throw new TypeError(`Cannot draw a diagram because its title must be words: given "${title}"`);
  }
  if (!(from <= to)) {
    throw new RangeError(
      `Cannot draw a diagram because ` +
        `its first moment must not come after its last: given ${from} to ${to}`,
    );
  }
  if (!(width >= 320 && width <= 20_000)) {
    throw new RangeError(
      `Cannot draw a diagram because its width must be 320 to 20000 px: given ${width}`,
    );
  }
}
