/**
 * The decisions of Raft, one function each, apart from the messages that they are about. The protocol
 * takes them as an argument: whoever replaces one has changed Raft in one place.
 *
 * @module
 */

import { type DurabilityRules, durabilityRules } from "./rules/durability.ts";
import { type ElectionRules, electionRules } from "./rules/election.ts";
import { type LogRules, logRules } from "./rules/log.ts";
import { type MembershipRules, membershipRules } from "./rules/membership.ts";
import { type SessionRules, sessionRules } from "./rules/sessions.ts";

/** All decisions of Raft. They change nothing that they are given. */
export interface Rules
  extends ElectionRules, LogRules, MembershipRules, DurabilityRules, SessionRules {}

/** The decisions as they should be. */
export const rules: Rules = {
  ...electionRules,
  ...logRules,
  ...membershipRules,
  ...durabilityRules,
  ...sessionRules,
};
