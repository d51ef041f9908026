/** The time servers on which parts 7 and 9 are tried. @module */

import { told } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Interval } from "../events.ts";

/** One, two or three intervals with ends from −1 to 2, all of them. */
export function few(): Interval[][] {
  const ends = [-1, 0, 1, 2];
  const all = ends.flatMap((earliest) =>
    ends.filter((latest) => latest >= earliest).map((latest): Interval => ({ earliest, latest }))
  );
  const [pairs, threes] = [all, all].map((each) => each.flatMap((a) => all.map((b) => [a, b])));
  return [
    ...all.map((a) => [a]),
    ...pairs!,
    ...threes!.flatMap(([a, b]) => all.map((c) => [a!, b!, c])),
  ];
}

/** Ends that are no more than nearly the same, here and far away. */
export const close: Interval[][] = [
  [{ earliest: 0, latest: 1 }, { earliest: 1 + 2 ** -40, latest: 2 }],
  [{ earliest: -1, latest: 0 }, { earliest: 2 ** -40, latest: 1 }, { earliest: 0.5, latest: 2 }],
  [{ earliest: -(2 ** 50), latest: 1 - 2 ** 50 }, { earliest: 2 ** 50, latest: 2 ** 50 + 2 }],
  [
    { earliest: 2 ** 50, latest: 2 ** 50 + 1 },
    { earliest: 2 ** 50 + 1.25, latest: 2 ** 50 + 3 },
    { earliest: 2 ** 50 + 2, latest: 2 ** 50 + 4 },
  ],
];

/** How many sources there are once in a while. */
const MANY = 120;

/** What parts 7 and 9 are asked about at the largest. */
export const largest = `up to ${MANY + 1} sources`;

/** Intervals on either side of 0 and far from it, with whole ends or others; many are alike, or touch. */
export function sources(random: Random, at: number): Interval[] {
  // Once in a while there are very many.
  const many = at % 4 === 3 ? 16 : 6, count = at % 100 === 50 ? MANY : 1 + random.below(many);
  const unit = [1, 1, 0.25, 0.1, 1 / 3, 1000][random.below(6)]!;
  const origin = [0, -6, -40, 95, 1e6][random.below(5)]!;
  const end = (n: number) => (origin + n) * unit + 0;
  const found = Array.from({ length: count }, (): Interval => {
    const earliest = random.below(12);
    return { earliest: end(earliest), latest: end(earliest + random.below(6)) };
  });
  return random.chance(0.3) ? [...found, found[0]!] : found;
}

/** The sources but for one of them. */
export function without(sources: readonly Interval[]): Interval[][] {
  return sources.length === 1 ? [] : sources.map((_, at) => sources.toSpliced(at, 1));
}

const tellInterval = ({ earliest, latest }: Interval) => `[${earliest}, ${latest}]`;

/** Sources in words. */
export function tellAll(sources: readonly Interval[]): string {
  return sources.map(tellInterval).join(", ");
}

/** An interval as sources are told, with how many they are that agree, where that is said; all else as it is. */
export function tellAnswer(value: unknown): string {
  const { earliest, latest, sources, ...others } = Object(value) as Partial<Interval> & {
    readonly sources?: unknown;
  };
  const isPlain = typeof earliest === "number" && typeof latest === "number" &&
    Object.keys(others).length === 0;
  if (!isPlain || !["undefined", "number"].includes(typeof sources)) return told(value);
  const many = sources === undefined ? "" : `, ${sources} source${sources === 1 ? "" : "s"}`;
  return tellInterval({ earliest, latest }) + many;
}
