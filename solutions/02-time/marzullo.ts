/** Part 7: along the time line, counting what is open. @module */

import type { Agreement, Interval } from "../../exercises/02-time/events.ts";

export const marzullo = (sources: readonly Interval[]): Agreement => {
  const ends = sources.flatMap(({ earliest, latest }) => [
    { at: earliest, change: 1 },
    { at: latest, change: -1 },
  ]);
  ends.sort((a, b) => a.at - b.at || b.change - a.change);
  let open = 0;
  let best: Agreement = { earliest: 0, latest: 0, sources: 0 };
  for (const [i, { at, change }] of ends.entries()) {
    open += change;
    if (open > best.sources) best = { earliest: at, latest: ends[i + 1]!.at, sources: open };
  }
  return best;
};
