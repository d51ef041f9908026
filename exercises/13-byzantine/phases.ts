/** Part 4. The three phases of PBFT, at one replica in one view. @module */

import { type Phases, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * The primary of `rules.view` is `leaderOf(view, replicas)`; it gives numbers above `rules.low`, up to `rules.high`, one after the
 * other. What is about another cluster, view, sort (`kind`) or number than belongs there is ignored, and so is what somebody
 * has signed whose word does not count. Whoever has sent it on does not matter, the signature does. What you send to yourself
 * does not come: your own word counts at once.
 *
 * - `propose`: if this is the primary, and there is a number left, it signs a pre-prepare for the next, and sends it to
 *   all other replicas. Otherwise nothing happens.
 * - `prePrepare`: the first of the primary for a number is accepted, and no other for that number. Who accepts it signs a
 *   `prepare` for the same, and sends it to all other replicas. The primary signs none.
 * - A number is *prepared* at a replica when it has accepted (or proposed) something for it, and so many different backups have signed a
 *   `prepare` for just that, itself included if it is one, that they make a quorum (of all replicas, as in part 3)
 *   together with the primary. Then it says so by `io.prepared`, once, with the proof; it signs a `commit` for the same, and sends it to all
 *   other replicas.
 * - A number is *committed* at a replica when it is prepared there, and a quorum of different replicas, itself included, have
 *   signed a `commit` for just that. Then it says so by `io.committed`, once.
 *
 * A backup that signs a second prepare for a number, for another digest, lies. Whether that counts, too, is yours to choose, and so it
 * is for commits: no quorum hangs on it.
 *
 * Votes overtake each other and what they are for: a `commit` may come first of all, and counts when its time has come.
 */
export const phases: Phases<State> = {
  start: (_rules) => todo("part 4, start"),
  propose: (_s, _digest, _io) => todo("part 4, propose"),
  prePrepare: (_s, _prePrepare, _io) => todo("part 4, prePrepare"),
  prepare: (_s, _prepare, _io) => todo("part 4, prepare"),
  commit: (_s, _commit, _io) => todo("part 4, commit"),
};
