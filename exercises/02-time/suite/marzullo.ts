import text from "./marzullo.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { Interval } from "hb/clocks/interval.ts";
import type { Answers } from "../answers.ts";
import type { Agreement } from "../events.ts";

export const marzullo = task<Answers>(text, ({ marzullo }, grading) => {
  const cases = drawn(
    400,
    "sources",
    (random) =>
      Array.from({ length: 1 + random.below(5) }, (): Interval => {
        const earliest = random.below(12);
        return { earliest, latest: earliest + random.below(6) };
      }),
  );
  const words = (sources: Interval[]) =>
    `what ${sources.map(({ earliest, latest }) => `${earliest}–${latest}`).join(", ")} agree on`;
  grading.againstReference(marzullo, byLooking, cases, words, without);
});

/** The sources but for one of them. */
function without(sources: Interval[]): Interval[][] {
  return sources.length === 1 ? [] : sources.map((_, at) => sources.toSpliced(at, 1));
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
