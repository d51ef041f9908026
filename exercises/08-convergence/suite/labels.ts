/**
 * How pictures of what went wrong are told: a line is your code, and what happens to it.
 *
 * @module
 */

import type { Labels } from "hb/model/labels.ts";
import type { Tagged } from "hb/model/protocol.ts";

/** The words. */
export const labels: Labels<unknown, unknown, unknown, unknown> = {
  node: () => "your code",
  timer: (timer) => (timer as Tagged).type,
};
