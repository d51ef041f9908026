/** Time along the page. @module */

import { rounded } from "../text.ts";
import { textWidth } from "../text.ts";
import type { TimeScale } from "./options.ts";

/** Where a moment stands. */
export interface Ruler {
  /** How the moments are spread. */
  readonly kind: TimeScale;
  /** The position of a moment, in px; moments outside of the span stand at its ends. */
  x(at: number): number;
  /** The moments to name on the axis. */
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
}

/** What two neighbouring events need between them to be told apart, in px. */
export const leastGap = 12;

/** A run shorter than this, in ms, is one moment to a proportional scale. */
const leastSpan = 1e-6;

/**
 * A ruler from `left` to `right` px for `instants` in rising order, of the kind that fits; what it is marked at
 * are multiples of `unit`: there is no half of a step.
 */
export function ruler(
  instants: readonly number[],
  left: number,
  right: number,
  wanted: TimeScale | undefined,
  unit = 0,
): Ruler {
  const first = instants[0] ?? 0;
  const last = instants.at(-1) ?? 0;
  const perMs = last - first >= leastSpan ? (right - left) / (last - first) : 0;
  const closest = instants.reduce(
    (least, at, i) => i === 0 ? least : Math.min(least, at - (instants[i - 1] ?? at)),
    Infinity,
  );
  const kind = wanted ?? (closest * perMs >= leastGap || perMs === 0 ? "proportional" : "even");
  return kind === "even"
    ? even(instants, left, right)
    : proportional(first, last, left, perMs, unit);
}

function proportional(
  first: number,
  last: number,
  left: number,
  perMs: number,
  unit: number,
): Ruler {
  const x = (at: number) => left + (Math.min(last, Math.max(first, at)) - first) * perMs;
  const rough = Math.max(unit, perMs === 0 ? 1 : 72 / perMs);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const ticks = [];
  const count = Math.floor((last - first) / step) + 1;
  for (let i = 0; i <= count; i++) {
    const at = (Math.ceil(first / step) + i) * step;
    if (at <= last) ticks.push({ x: x(at), label: rounded(at) });
  }
  return { kind: "proportional", x, ticks };
}

function even(instants: readonly number[], left: number, right: number): Ruler {
  const gap = instants.length > 1 ? (right - left) / (instants.length - 1) : 0;
  const x = (at: number) => {
    const after = instants.findIndex((each) => each >= at);
    if (after === -1) return left + gap * (instants.length - 1);
    const [end, start] = [instants[after] ?? at, instants[after - 1] ?? at];
    const part = end === start ? 0 : (end - at) / (end - start);
    return left + gap * Math.max(0, after - part);
  };
  const ticks: { x: number; label: string }[] = [];
  let free = -Infinity;
  instants.forEach((at, i) => {
    const label = rounded(at);
    const half = textWidth(label, 11.5) / 2;
    const centre = left + gap * i;
    if (centre - half < free) return;
    free = centre + half + 8;
    ticks.push({ x: centre, label });
  });
  return { kind: "even", x, ticks };
}
