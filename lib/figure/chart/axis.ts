/** Quantitative axes: the scale, and where it is marked. @module */

import { type Axis, axisTitle, type Spec } from "./chart.ts";

/** The encoding of a field on a quantitative axis that shows all of `values`. */
export function quantity(
  field: string,
  axis: Axis,
  values: readonly number[],
  zero: boolean,
): Spec {
  const common = { field, type: "quantitative", title: axisTitle(axis) };
  if (axis.scale === "log") return { ...common, ...logarithmic(axis, values) };
  const domain = axis.domain === undefined ? { nice: true, zero } : { domain: axis.domain };
  return {
    ...common,
    scale: { type: axis.scale ?? "linear", ...domain },
    axis: values.every(Number.isInteger) ? { tickMinStep: 1 } : {},
  };
}

function logarithmic(axis: Axis, values: readonly number[]): Spec {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const [low, high] = axis.domain ?? [least, most];
  if (!(low > 0)) {
    throw new RangeError(
      `Cannot draw "${axis.title}" on a log scale because its values must be > 0: given ${low}`,
    );
  }
  return {
    scale: { type: "log", domain: [low, high], nice: false },
    axis: { values: decades(low, high), format: "~g" },
  };
}

/** Round values from `low` to `high`: powers of ten, and 2 and 5 times them when they are few. */
function decades(low: number, high: number): number[] {
  const factors = high / low > 5000 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let e = Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) {
    for (const factor of factors) {
      const tick = Number(`${factor}e${e}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}
