/** Part 23. Changes under way. @module */

import { type Rules, todo } from "./given.ts";

/**
 * `s.configurations` are the configurations in a server's snapshot and log, in their order, each with the
 * index of its entry: `{ index, configuration }`. The last one, `latest(s.configurations)`, is in force, from
 * the moment that it is in the log, committed or not.
 */
export const changing: Pick<
  Rules,
  "whyNotChange" | "afterTruncation" | "promotable" | "stepsDown"
> = {
  /** Why a leader may not append a change now, in your words; undefined if it may. */
  whyNotChange: (_s) => todo("part 23, whyNotChange"),

  /**
   * The configurations that remain when the log is cut after the entry at `after`. The first is that of
   * the snapshot, and always stays.
   */
  afterTruncation: (_configurations, _after) => todo("part 23, afterTruncation"),

  /**
   * Whether the server `self` may stand for election: it is a voter of the configuration in force
   * (`isVoter`); or that one is not committed yet, and it is a voter of the one before, since the others may
   * need it to commit the change by which it leaves.
   */
  promotable: (_s, _self) => todo("part 23, promotable"),

  /** Whether the leader `self` steps down now that this configuration is committed. */
  stepsDown: (_configuration, _self) => todo("part 23, stepsDown"),
};
