/** Q: what a replica has accepted, where it cannot show what others have (`claims.ts`). @module */

import { compare } from "../../model/compare.ts";
import type { Claimed, Place } from "./statements.ts";

/** How nodes know who says what. */
export type Authentication = "signatures" | "codes";

/** Notes in Q what was accepted: of each number and batch the latest. */
export function noteAccepted(
  accepted: Map<string, Place>,
  { view, sequence, digest }: Place,
): void {
  const at = `${sequence} ${digest}`;
  if ((accepted.get(at)?.view ?? -1) < view) accepted.set(at, { view, sequence, digest });
}

/** Forgets what was accepted for numbers up to this one. */
export function forgetAccepted(accepted: Map<string, Place>, low: number): void {
  for (const [at, { sequence }] of accepted) if (sequence <= low) accepted.delete(at);
}

/** What a replica claims that has prepared and accepted this. */
export function claimsOf(
  prepared: readonly Place[],
  accepted: ReadonlyMap<string, Place>,
): Claimed {
  const inOrder = (places: Iterable<Place>) =>
    [...places].map(({ view, sequence, digest }) => ({ view, sequence, digest }))
      .sort((a, b) => a.sequence - b.sequence || compare(a.digest, b.digest));
  return { prepared: inOrder(prepared), accepted: inOrder(accepted.values()) };
}
