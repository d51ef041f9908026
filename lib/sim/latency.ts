/**
 * Draws from latency distributions. Draws are rounded to 1/1024 ms, so that sums of times are exact and
 * a replayed run agrees to the last bit.
 *
 * @module
 */

import type { Latency } from "../model/latency.ts";
import { cos } from "../model/real/cos.ts";
import { exp } from "../model/real/exp.ts";
import { log } from "../model/real/log.ts";
import { pow } from "../model/real/pow.ts";
import type { Random } from "./random.ts";

export {
  constant,
  either,
  exponential,
  type Latency,
  lognormal,
  pareto,
  uniform,
} from "../model/latency.ts";

/** One draw, in ms. Every kind but `constant` and `mixture` takes the same number of bits each time. */
export function draw(latency: Latency, random: Random): number {
  return toGrid(sample(latency, random));
}

/** A number from `latency` before it is rounded to the time grid. */
function sample(latency: Latency, random: Random): number {
  switch (latency.kind) {
    case "constant":
      return latency.ms;
    case "uniform":
      return latency.minMs + random.unit() * (latency.maxMs - latency.minMs);
    case "exponential":
      return latency.minMs - log(1 - random.unit()) * (latency.meanMs - latency.minMs);
    case "lognormal":
      return latency.medianMs * exp(latency.sigma * standardNormal(random));
    case "pareto":
      return latency.leastMs * pow(1 - random.unit(), -1 / latency.shape);
    case "either":
      return sample(random.chance(latency.share) ? latency.then : latency.otherwise, random);
  }
}

/** The Box–Muller transform (1958), one of its two values. */
function standardNormal(random: Random): number {
  const radius = Math.sqrt(-2 * log(1 - random.unit()));
  return radius * cos(2 * Math.PI * random.unit());
}

/** The nearest multiple of 1/1024 ms. */
export function toGrid(ms: number): number {
  return Math.round(ms * 1024) / 1024;
}
