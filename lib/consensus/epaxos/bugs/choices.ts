/** What whoever recovers does wrongly. @module */

import { compareBallots } from "../../ballot.ts";
import { type Choice, chosen, type Evidence, noOp } from "../choice.ts";

/** Where nobody has voted, what whoever recovers has pre-accepted itself. */
export function ownFirst(evidence: Evidence): Choice {
  const { self, reports } = evidence, own = reports.get(self)!;
  const choice = chosen(evidence);
  const isOpen = choice.type === "restart" || choice.type === "validate";
  return isOpen && own.proposal !== null ? { type: "accept", proposal: own.proposal } : choice;
}

/** Where nobody has voted, a no-op. */
export function noOpWithoutVotes(evidence: Evidence): Choice {
  const choice = chosen(evidence);
  return choice.type === "restart" || choice.type === "validate"
    ? { type: "accept", proposal: noOp(evidence.sizes.replicas) }
    : choice;
}

/** What was voted for in the lowest ballot. */
export function lowerVote(evidence: Evidence): Choice {
  const choice = chosen(evidence);
  const votes = [...evidence.reports.values()].filter(({ phase }) => phase === "accepted");
  if (choice.type !== "accept" || votes.length === 0) return choice;
  const { proposal } = votes.reduce((a, b) => compareBallots(a.accepted, b.accepted) <= 0 ? a : b);
  return { type: "accept", proposal: proposal! };
}
