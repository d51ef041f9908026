/** What commit wait is for. @module */

import type { Invariant } from "../../model/invariant.ts";

/** Real time and stamps agree, for whoever sees a transaction end before another begins. */
export const externalConsistency: Invariant<unknown> = {
  name: "external consistency",
  words: "a transaction that began after another had ended has the later stamp",
  check({ history }) {
    const done = history.filter(({ outcome }) => outcome === "ok");
    for (const later of done) {
      const earlier = done.find((each) =>
        each.endedAt < later.invokedAt && (each.output as number) >= (later.output as number)
      );
      if (earlier === undefined) continue;
      const stamp = ({ output }: typeof later) => (output as number).toFixed(1);
      return {
        words: `transaction ${later.input} has the stamp ${stamp(later)}, transaction ` +
          `${earlier.input}, which had ended before it began, ${stamp(earlier)}`,
        nodes: [],
      };
    }
  },
};
