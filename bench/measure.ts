/** Measuring one thing against another on a machine that does other things besides. @module */

/** The middle of each of two lists of measurements, in ms. */
export interface Comparison {
  readonly limitMs: number;
  readonly measuredMs: number;
  /** The median of the ratios of neighbouring measurements, measured to limit. */
  readonly ratio: number;
}

/**
 * Runs both by turns, so that what slows the machine down slows both; the first turn, in which the code
 * is compiled, does not count.
 */
export function compare(limit: () => void, measured: () => void, turns: number): Comparison {
  const pairs: (readonly [number, number])[] = [];
  for (let turn = 0; turn <= turns; turn++) pairs.push([timeMs(limit), timeMs(measured)]);
  const counted = pairs.slice(1);
  return {
    limitMs: median(counted.map(([limitMs]) => limitMs)),
    measuredMs: median(counted.map(([, measuredMs]) => measuredMs)),
    ratio: median(counted.map(([limitMs, measuredMs]) => measuredMs / limitMs)),
  };
}

function timeMs(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** The middle value; the upper one of two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  if (middle === undefined) throw new RangeError("Cannot take a median of no values");
  return middle;
}
