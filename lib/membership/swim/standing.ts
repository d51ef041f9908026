/**
 * What one node holds of another, and which of two such opinions stands (Das, Gupta and Motivala 2002, *SWIM*,
 * section 4.2). Opinions are ordered by incarnation first, and within one incarnation alive < suspect < dead <
 * left. Of two, the greater stands. So views are merged by a maximum: in whatever order news arrives, and
 * however often, whoever has heard the same news holds the same.
 *
 * In two points this goes beyond the paper, as memberlist does. There a member that is confirmed dead is dead for
 * ever, and comes back under another name; here it comes back under its own name, in a greater incarnation. And who
 * has left is told apart from who has failed: its own word is stronger than a suspicion that came of it.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";

/** How a member is. The alive and the suspected are members; the dead and those that have left are none. */
export type Status = "alive" | "suspect" | "dead" | "left";

/** What a node holds of another. */
export interface Standing {
  /** How it is. */
  readonly status: Status;
  /** In which incarnation: only the member itself enters a new one. */
  readonly incarnation: number;
  /** Who says so: the member itself that it is alive or has left, others that it is suspect or dead. */
  readonly by: NodeId;
}

/** What one node tells another of a third. */
export interface News extends Standing {
  /** Of whom. */
  readonly member: NodeId;
}

const ranks: Readonly<Record<Status, number>> = { alive: 0, suspect: 1, dead: 2, left: 3 };

/** Less than 0 if the second opinion stands against the first, 0 if they are the same but for who says so. */
export function compareStandings(
  a: Pick<Standing, "status" | "incarnation">,
  b: Pick<Standing, "status" | "incarnation">,
): number {
  return a.incarnation - b.incarnation || ranks[a.status] - ranks[b.status];
}

/** Whether news stands against what is known. */
export function overrides(news: Standing, known: Standing): boolean {
  return compareStandings(news, known) > 0;
}

/** No incarnation is greater: the numbers end here. */
export const LAST_INCARNATION: number = Number.MAX_SAFE_INTEGER;

/**
 * Whether the member could answer this news if it were wrong. Who is accused in the last incarnation has no greater one
 * to say so in: a single such message, out of a bug or a lie, would take it from the group for ever. So nobody heeds it,
 * and who has come to that incarnation is never held to be dead; no member comes there by itself.
 */
export function canBeAnswered({ status, incarnation }: Standing): boolean {
  return status === "alive" || incarnation < LAST_INCARNATION;
}

/** Whether somebody of this standing is a member. */
export function isIn({ status }: Standing): boolean {
  return status === "alive" || status === "suspect";
}

/** An opinion, in a few words. */
export function inWords({ status, incarnation }: Pick<Standing, "status" | "incarnation">): string {
  return `${status} in incarnation ${incarnation}`;
}
