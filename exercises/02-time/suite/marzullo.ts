import text from "./marzullo.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { Agreement, Interval } from "../events.ts";
import { close, few, largest, sources, tellAll, tellAnswer, without } from "./sources.ts";

export const marzullo = task<Answers>(text, ({ marzullo }, grading) => {
  grading.againstReference(
    (sources) => marzullo(sources),
    byLooking,
    [...few(), ...close, ...drawn(600, "sources", sources)],
    (sources) => `what most of ${tellAll(sources)} agree on, and how many they are`,
    without,
    tellAnswer,
  );
}, { largest });

/** Looks at every moment at which an interval begins or ends. */
function byLooking(sources: readonly Interval[]): Agreement {
  const at = (moment: number) =>
    sources.filter(({ earliest, latest }) => earliest <= moment && moment <= latest);
  const ends = sources.flatMap(({ earliest, latest }) => [earliest, latest]);
  const most = Math.max(...ends.map((moment) => at(moment).length));
  const earliest = Math.min(...ends.filter((moment) => at(moment).length === most));
  const latest = Math.min(...at(earliest).map(({ latest }) => latest));
  return { earliest, latest, sources: most };
}
