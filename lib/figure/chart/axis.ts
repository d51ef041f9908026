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
  if (axis.scale === "log") return { ...common, ...logarithmic(axis, values, field === "y") };
  const domain = axis.domain === undefined ? { nice: true, zero } : { domain: axis.domain };
  return {
    ...common,
    scale: { type: axis.scale ?? "linear", ...domain },
    axis: values.every(Number.isInteger) ? { tickMinStep: 1 } : {},
  };
}

function logarithmic(axis: Axis, values: readonly number[], upright: boolean): Spec {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const [low, high] = axis.domain ?? [least, most];
  if (!(low > 0)) {
    throw new RangeError(
      `Cannot draw "${axis.title}" on a log scale because its values must be > 0: given ${low}`,
    );
  }
  // What lies beyond the last mark of a height could not be read off.
  const domain = axis.domain === undefined && upright ? marked(low, high) : [low, high] as const;
  return {
    scale: { type: "log", domain, nice: false },
    axis: { values: decades(...domain), format: ",~g" },
  };
}

/** Powers of ten, and 2 and 5 times them when they are few. */
function factorsOf(low: number, high: number): readonly number[] {
  return high / low > 5000 ? [1] : [1, 2, 5];
}

/** From the last mark that is not above `low` to the first that is not below `high`. */
function marked(low: number, high: number): readonly [number, number] {
  const factors = factorsOf(low, high);
  const around = (value: number) => {
    const e = Math.floor(Math.log10(value));
    return [e - 1, e, e + 1].flatMap((each) =>
      factors.map((factor) => Number(`${factor}e${each}`))
    );
  };
  return [
    around(low).findLast((mark) => mark <= low) ?? low,
    around(high).find((mark) => mark >= high) ?? high,
  ];
}

/** Round values from `low` to `high`. */
function decades(low: number, high: number): number[] {
  const factors = factorsOf(low, high);
  const ticks: number[] = [];
  for (let e = Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) {
    for (const factor of factors) {
      const tick = Number(`${factor}e${e}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}
