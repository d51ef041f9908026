/** Part 9: the first beginning and the last end that enough sources contain. @module */

import type { Interval } from "../../exercises/02-time/events.ts";

export const tolerant = (sources: readonly Interval[], wrong: number): Interval | undefined => {
  const canBe = (moment: number) =>
    sources.filter(({ earliest, latest }) => earliest <= moment && moment <= latest).length >=
      sources.length - wrong;
  const beginnings = sources.map(({ earliest }) => earliest).filter(canBe);
  const ends = sources.map(({ latest }) => latest).filter(canBe);
  if (beginnings.length === 0) return undefined;
  return { earliest: Math.min(...beginnings), latest: Math.max(...ends) };
};
