/** The network that a reader has set. @module */

import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { NetworkValues } from "./settings.ts";

/** What is set of a network, as the simulator takes it. */
export function networkOf({ latencyMs, lossPercent }: NetworkValues): NetworkOptions {
  return { latency: uniform(...latencyMs), loss: lossPercent / 100 };
}
