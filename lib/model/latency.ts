/**
 * Latency distributions, as data: they print, compare and travel with a failing run. Only a simulator
 * draws from them.
 *
 * @module
 */

/** How long something takes, in ms. */
export type Latency =
  | { readonly kind: "constant"; readonly ms: number }
  | { readonly kind: "uniform"; readonly minMs: number; readonly maxMs: number }
  | { readonly kind: "exponential"; readonly minMs: number; readonly meanMs: number }
  | { readonly kind: "lognormal"; readonly medianMs: number; readonly sigma: number }
  | { readonly kind: "pareto"; readonly leastMs: number; readonly shape: number }
  | {
    readonly kind: "either";
    /** The probability of `then`. */
    readonly share: number;
    readonly then: Latency;
    readonly otherwise: Latency;
  };

/** Always `ms`. */
export function constant(ms: number): Latency {
  return { kind: "constant", ms: notNegative("constant latency", ms) };
}

/** Anything from `minMs` to `maxMs`, equally likely. */
export function uniform(minMs: number, maxMs: number): Latency {
  notNegative("least latency", minMs);
  if (!(maxMs >= minMs)) {
    throw new RangeError(
      `Cannot draw a latency because maxMs must be at least minMs (${minMs}): given ${maxMs}`,
    );
  }
  return { kind: "uniform", minMs, maxMs };
}

/** At least `minMs`, then memoryless: the mean is `meanMs` in all. */
export function exponential(minMs: number, meanMs: number): Latency {
  notNegative("least latency", minMs);
  if (!(meanMs >= minMs)) {
    throw new RangeError(
      `Cannot draw a latency because meanMs must be at least minMs (${minMs}): given ${meanMs}`,
    );
  }
  return { kind: "exponential", minMs, meanMs };
}

/** Half of the draws below `medianMs`, with the long right tail of real networks. */
export function lognormal(medianMs: number, sigma: number): Latency {
  return {
    kind: "lognormal",
    medianMs: notNegative("median latency", medianMs),
    sigma: notNegative("sigma", sigma),
  };
}

/**
 * Never below `leastMs`, and above any multiple x of it with probability x^−shape: the tail that latencies of storage
 * are often fitted with. The mean is infinite where the shape is 1 or less.
 */
export function pareto(leastMs: number, shape: number): Latency {
  notNegative("least latency", leastMs);
  if (!(shape > 0 && shape < Infinity)) {
    throw new RangeError(
      `Cannot draw a latency because its shape must be a number above 0: given ${shape}`,
    );
  }
  return { kind: "pareto", leastMs, shape };
}

/** With probability `share` a draw from `then`, else from `otherwise`. */
export function either(share: number, then: Latency, otherwise: Latency): Latency {
  if (share >= 0 && share <= 1) return { kind: "either", share, then, otherwise };
  throw new RangeError(
    `Cannot draw a latency because its share must be a probability from 0 to 1: given ${share}`,
  );
}

/** Throws unless `ms` is a number of at least 0; `name` says what it is. */
export function notNegative(name: string, ms: number): number {
  if (ms >= 0) return ms;
  throw new RangeError(`Cannot use a ${name} because it must be at least 0: given ${ms}`);
}

/** So long, in ms, that it does not come to an end within a run: a message that takes it is on its way all the time. */
export const endlessMs = 1e9;
