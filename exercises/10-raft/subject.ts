/** Your answers, as the suite takes them. There is nothing to fill in here. @module */

import type { Rules, Upon } from "./given.ts";
import { type CountVotes, majority } from "./majority.ts";
import { terms } from "./terms.ts";
import { timeout } from "./timeout.ts";
import { voter } from "./voter.ts";
import { votes } from "./votes.ts";

/** One answer to each part. */
export interface Subject {
  readonly terms: Pick<Rules, "isOutdated" | "stand">;
  readonly timeout: Pick<Rules, "drawRest">;
  readonly votes: Pick<Rules, "mayVote" | "mayPreVote">;
  readonly majority: CountVotes;
  readonly voter: Upon<"requestVote">;
}

export const subject: Subject = { terms, timeout, votes, majority, voter };
