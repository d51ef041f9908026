/** How part 7 is judged. @module */

import type { Interval } from "hb/clocks/interval.ts";
import { clone } from "hb/model/clone.ts";
import type { Part } from "hb/grade/suite.ts";
import { Random } from "hb/sim/random.ts";
import type { Agreement } from "../events.ts";
import type { Subject } from "../subject.ts";

export const marzulloPart: Part<Subject> = {
  number: 7,
  name: "marzullo",
  title: "what most sources agree on",
  points: 10,
  statement:
    `Several time servers each say: the true time is not before this and not after that. Some
are wrong, and nobody knows which. Find the interval in which the largest number of them agree.`,
  paper: "Marzullo 1984, Maintaining the time in a distributed system; RFC 5905, section 11.2.1",
  hints: [
    "Walk along the time line and count how many intervals are open. Where does the count change?",
    "Sort all ends. At one moment, count those that begin before those that end, as ends belong to them.",
    "Whenever the count exceeds the best so far, the best interval begins here and ends at the next end.",
  ],
  test({ marzullo }, grading) {
    for (let seed = 1; seed <= 400; seed++) {
      const sources = drawn(seed);
      const given = clone(sources);
      const found = marzullo(sources);
      const list = given.map(({ earliest, latest }) => `${earliest}–${latest}`).join(", ");
      grading.equal(found, byLooking(given), `what ${list} agree on`);
      grading.equal(sources, given, "the sources themselves do not change; they are");
    }
  },
};

function drawn(seed: number): Interval[] {
  const random = new Random(seed, "sources");
  return Array.from({ length: 1 + random.below(5) }, () => {
    const earliest = random.below(12);
    return { earliest, latest: earliest + random.below(6) };
  });
}

/** Looks at every end and every middle between two ends. */
function byLooking(sources: readonly Interval[]): Agreement {
  const containing = (at: number) =>
    sources.filter(({ earliest, latest }) => earliest <= at && at <= latest).length;
  const moments = Array.from({ length: 80 }, (_, i) => i / 4);
  const most = Math.max(...moments.map(containing));
  const first = moments.findIndex((at) => containing(at) === most);
  const length = moments.slice(first).findIndex((at) => containing(at) !== most);
  return { earliest: moments[first]!, latest: moments[first + length - 1]!, sources: most };
}
