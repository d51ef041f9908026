import text from "./terms.md" with { type: "text" };
import { task, toTheEnd } from "hb/grade/part.ts";
import { isLed, parted, trial } from "hb/laboratory/raft/trials.ts";
import type { Answers } from "../answers.ts";
import { numbers, servers } from "hb/laboratory/raft/sizes.ts";

export const terms = task<Answers>(text, ({ terms }, grading) => {
  const outdated = (own: number, seen: number) => {
    const which = seen === own ? "its own" : seen < own ? "an older one" : "a later one";
    grading.equal(
      terms.isOutdated(own, seen),
      seen > own,
      `isOutdated(${own}, ${seen}), whether a server in term ${own} must leave it that meets term ${seen}, ${which}`,
    );
  };
  // Whoever leaves a term that is its own, or goes back, is asked: a run would say only that nobody leads.
  for (const own of numbers) for (const seen of numbers) if (seen <= own) outdated(own, seen);
  // The first leader is cut off, and comes back to a cluster that has gone on.
  grading.sweep(...trial(terms, {
    faults: [parted([200, 500], [0], [1, 2])],
    drive: toTheEnd(500, [1000, "when the first leader is back, all follow the same one", isLed]),
  }));
  for (const own of numbers) for (const seen of numbers) outdated(own, seen);
  const cases = servers.flatMap((self) => numbers.map((term) => [term, self] as const));
  const found = cases.map(([term, self]) => terms.becomeCandidate(term, self));
  // They are looked at when all have been asked for: each is a record of its own.
  for (const [i, [term, self]] of cases.entries()) {
    const words =
      `becomeCandidate(${term}, ${self}): server ${self} stands, having been in term ${term}`;
    grading.alike(found[i]!, { term: term + 1, votedFor: self }, words);
  }
});
