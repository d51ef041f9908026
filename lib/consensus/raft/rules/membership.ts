/** Rules of membership (Ongaro 2014, chapter 4). @module */

import type { NodeId } from "../../../model/protocol.ts";
import { type Configuration, isVoter, latest, type Placed } from "../configuration.ts";
import { termAt } from "../log.ts";
import { type Change, change, type Changed, leaveJoint, type Transition } from "../membership.ts";
import type { State } from "../state.ts";

/** The rules by which servers come and go. */
export interface MembershipRules {
  /** Why a leader may not change the configuration just now; undefined if it may. */
  whyNotChange(s: Readonly<State>): string | undefined;
  /** The configuration that changes lead to next. */
  change(from: Configuration, transition: Transition, changes: readonly Change[]): Changed;
  /** The configuration, if any, that a leader appends on its own once `from` is committed. */
  followingOn(from: Configuration): Configuration | undefined;
  /** The configurations that remain when the log is cut after the entry at `after`. */
  afterTruncation(configurations: readonly Placed[], after: number): Placed[];
  /** Whether a leader steps down when this configuration is committed. */
  stepsDown(configuration: Configuration, self: NodeId): boolean;
}

/** The rules as they should be. */
export const membershipRules: MembershipRules = {
  whyNotChange(s) {
    const underWay = latest(s.configurations).index > s.commitIndex;
    if (underWay) return "another change is not committed yet";
    // Else the change of an older leader might be committed behind its back (Ongaro 2015).
    const settled = termAt(s.log, s.commitIndex) === s.term;
    return settled ? undefined : "no entry of the leader's term is committed yet";
  },

  change,

  followingOn(from) {
    if (!from.autoLeave) return undefined;
    const left = leaveJoint(from);
    return left.ok ? left.configuration : undefined;
  },

  afterTruncation: (configurations, after) =>
    configurations.filter((placed, i) => i === 0 || placed.index <= after),

  stepsDown: (configuration, self) => !isVoter(configuration, self),
};
