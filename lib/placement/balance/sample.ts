/** Servers drawn by their weights. @module */

import type { Draws } from "./balancer.ts";
import type { Member } from "./roster.ts";

/** One of them, each with a probability in proportion to its weight. */
export function sample<M extends Member>(among: readonly M[], draws: Draws): M {
  if (allAlike(among)) return among[draws.below(among.length)]!;
  let left = draws.unit() * among.reduce((sum, { weight }) => sum + weight, 0);
  for (const member of among) {
    left -= member.weight;
    if (left < 0) return member;
  }
  // Sums of fractions may miss the whole by a last bit.
  return among.at(-1)!;
}

/** So many of them, by their weights; different ones, if so wanted and if there are so many. */
export function sampleSeveral<M extends Member>(
  among: readonly M[],
  count: number,
  distinct: boolean,
  draws: Draws,
): M[] {
  if (!distinct) return Array.from({ length: count }, () => sample(among, draws));
  if (count >= among.length) return [...among];
  const drawn: M[] = [];
  while (drawn.length < count) {
    // Few of many: drawing again is rarer than a list without the drawn is long.
    const next = sample(among, draws);
    if (!drawn.includes(next)) drawn.push(next);
    else drawn.push(sample(among.filter((member) => !drawn.includes(member)), draws));
  }
  return drawn;
}

function allAlike(among: readonly Member[]): boolean {
  const weight = among[0]!.weight;
  for (const member of among) if (member.weight !== weight) return false;
  return true;
}
