/** The three networks of the laboratory. @module */

import { either, uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";

/** Nothing is lost, and a message arrives almost at once. */
export const reliable: NetworkOptions = { latency: uniform(0.1, 1) };

/** Every message takes up to 26 ms, and one in ten is lost. */
export const unreliable: NetworkOptions = { latency: uniform(0, 26), loss: 0.1 };

/** Unreliable, and two thirds of the replies come 200 to 2,200 ms late. */
export function reordering(replies: readonly string[]): NetworkOptions {
  // The course draws 200 ms and up to a number that it draws up to 2,000: most are late by less.
  const lateness = either(1 / 2, uniform(200, 700), uniform(200, 2200));
  const late = { latency: either(2 / 3, lateness, uniform(0, 26)) };
  return { ...unreliable, types: Object.fromEntries(replies.map((type) => [type, late])) };
}
