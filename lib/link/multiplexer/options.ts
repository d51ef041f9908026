/** What can be set for many streams over one connection. @module */

import type { Windows } from "../credits/window.ts";

/** How a side behaves. */
export interface MultiplexerOptions {
  /** Whether it dialled. */
  readonly dials: boolean;
  /** The most bytes of data in a frame; default 16,384. */
  readonly frameBytes?: number;
  /** How many streams the other side may have open; default 100. */
  readonly mostStreams?: number;
  /** How large the windows are at first, on both sides. */
  readonly windows?: Windows;
}
