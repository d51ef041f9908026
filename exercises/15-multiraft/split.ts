/** Part 3. One range becomes two. */

import { type Split, todo } from "./given.ts";

/**
 * - `apply` has the same answers as in part 2 where the version is another one, or the range has
 *   stopped. Otherwise it refuses a split at which one half would have no key that it could ever
 *   have, or a child that is no new group as far as this range knows, or while its members change
 *   or some of them are learners. Then nothing is changed.
 * - Else both have the version after the parent's. What the child knows of answers, of groups that
 *   were absorbed and of groups that were born (itself among these) is what the parent knows; it
 *   has not stopped.
 * - `begins`: a node has a replica of the child if it is a voter, and has or had none. What an
 *   empty replica has promised still holds. A child begins with the term 1.
 * - `installs`: a snapshot must not bring keys that a range here has which has not yet heard of
 *   what the snapshot knows. The range's own replica is none of those that matter.
 */
export const split: Split = {
  apply: (_s, _command, _members) => todo("part 3, apply"),
  begins: (_node, _child, _voters) => todo("part 3, begins"),
  installs: (_range, _here) => todo("part 3, installs"),
};
