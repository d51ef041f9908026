/** Part 23: one at a time, after a commit of one's own term. @module */

import { inForceAt, isVoter, latest, type Rules, termAt } from "../../exercises/10-raft/given.ts";

export const changing: Pick<
  Rules,
  "whyNotChange" | "afterTruncation" | "promotable" | "stepsDown"
> = {
  whyNotChange(s) {
    if (latest(s.configurations).index > s.commitIndex) return "another change is under way";
    if (termAt(s.log, s.commitIndex) === s.term) return undefined;
    return "the leader has committed nothing in its term";
  },

  afterTruncation: ([first, ...others], after) => [
    first!,
    ...others.filter(({ index }) => index <= after),
  ],

  promotable(s, self) {
    const { index, configuration } = latest(s.configurations);
    const before = inForceAt(s.configurations, index - 1).configuration;
    return isVoter(configuration, self) || (index > s.commitIndex && isVoter(before, self));
  },

  stepsDown: (configuration, self) => !isVoter(configuration, self),
};
