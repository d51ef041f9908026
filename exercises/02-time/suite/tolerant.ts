import text from "./tolerant.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { Interval } from "../events.ts";
import { close, few, largest, sources, tellAll, tellAnswer, without } from "./sources.ts";

/** Sources, and how many of them may be wrong. */
interface Given {
  readonly all: readonly Interval[];
  readonly wrong: number;
}

export const tolerant = task<Answers>(text, ({ tolerant }, grading) => {
  const some = [...few(), ...close, ...drawn(400, "tolerant", sources)];
  grading.againstReference(
    ({ all, wrong }) => tolerant(all, wrong),
    byLooking,
    some.flatMap((all) =>
      all.map((_, wrong): Given => ({ all, wrong }))
        // Of very many sources, not every number of false ones.
        .filter(({ wrong }) => all.length < 60 || wrong % 20 < 2)
    ),
    ({ all, wrong }) =>
      `where the true time is for sure, if at most ${wrong} of ${tellAll(all)} are wrong ` +
      `(undefined if more must be)`,
    ({ all, wrong }) =>
      without(all).flatMap((fewer) =>
        [wrong - 1, wrong].filter((each) => each >= 0 && each < fewer.length)
          .map((each): Given => ({ all: fewer, wrong: each }))
      ),
    tellAnswer,
  );
}, { largest });

/** Looks at every moment at which a source begins or ends. */
function byLooking({ all, wrong }: Given): Interval | undefined {
  const moments = all.flatMap(({ earliest, latest }) => [earliest, latest]);
  const possible = moments.filter((moment) =>
    all.filter(({ earliest, latest }) => moment < earliest || moment > latest).length <= wrong
  );
  if (possible.length === 0) return undefined;
  return { earliest: Math.min(...possible), latest: Math.max(...possible) };
}
