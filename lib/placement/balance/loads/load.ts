/** How loaded a server is, and who is the least loaded. @module */

import type { Draws } from "../balancer.ts";
import { errorsOf, type Member } from "../roster.ts";
import type { Rules } from "../rules.ts";
import { sample } from "../sample.ts";

/** The part of its weight that a server has which comes at this moment. */
const FIRST_PART = 0.1;

/** How many requests a server has, and what is left of its errors. */
export function loadOf(member: Member, now: number, { counts, errorMs }: Rules): number {
  const errors = errorsOf(member, now, errorMs);
  switch (counts) {
    case "own":
      return member.inFlight + errors;
    case "reported":
      return member.reported + errors;
    case "both":
      return Math.max(0, member.reported + member.sinceReport) + errors;
  }
}

/**
 * A server's weight, of which one that is new has a part that grows (Envoy's slow start, aggression
 * 1).
 */
export function warmWeight(
  { weight, addedAt }: Member,
  now: number,
  { slowStartMs }: Rules,
): number {
  const age = now - addedAt;
  return age >= slowStartMs ? weight : weight * Math.max(FIRST_PART, age / slowStartMs);
}

/** Whose cost is least; of equal ones, who is drawn by weight, or by a wrong rule the first. */
export function cheapest<M extends Member>(
  among: readonly M[],
  cost: (member: M) => number,
  ties: Rules["ties"],
  draws: Draws,
): M {
  let best = among[0]!, least = Infinity, equals: M[] | undefined;
  for (const member of among) {
    const its = cost(member);
    if (its < least) {
      best = member;
      least = its;
      equals = undefined;
    } else if (its === least) (equals ??= [best]).push(member);
  }
  return equals === undefined || ties === "first" ? best : sample(equals, draws);
}
