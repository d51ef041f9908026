/** Part 24. From one configuration to the next. @module */

import { type Rules, todo } from "./given.ts";

/**
 * A configuration is `{ voters, outgoing, learners, learnersNext, autoLeave }`. All lists are sorted by number
 * and without repetitions. During a joint change `voters` are the new ones and `outgoing` those of before;
 * both decide. Learners get the log and decide nothing. `learnersNext` are old voters who become learners
 * when the change is over: as long as their votes count they cannot be learners. `autoLeave` says that
 * the leader ends the joint change by itself.
 */
export const members: Pick<Rules, "change" | "followingOn"> = {
  /**
   * The configuration that `changes` lead to next, `{ ok: true, configuration }`, or why there is none,
   * `{ ok: false, words }`. A change is `{ type, node }`, the type being "addVoter", "addLearner" or "remove";
   * they are made one after the other, and what already holds stays as it is.
   *
   * - No changes at all end a joint change: the new voters decide alone, and `learnersNext` become learners.
   *   Without a joint change that is refused.
   * - While a joint change is under way, no other one may begin.
   * - "auto": at once, if one voter at most comes or goes in all; else by a joint configuration that ends by
   *   itself (`autoLeave`). "implicit": by such a joint one in any case. "explicit": by a joint one that stays
   *   until it is ended (`autoLeave` false).
   * - In a joint configuration the voters of before are `outgoing`. Somebody who is in `outgoing` and becomes a
   *   learner goes to `learnersNext`, else to `learners`.
   * - At least one voter must remain.
   */
  change: (_from, _transition, _changes) => todo("part 24, change"),

  /** The configuration that a leader appends by itself once `from` is committed; undefined if none. */
  followingOn: (_from) => todo("part 24, followingOn"),
};
