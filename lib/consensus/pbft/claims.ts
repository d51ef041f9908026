/**
 * The change of the view where nobody can show what others have said (TOCS 2002, section 4.5). With codes, a replica
 * that has prepared a batch cannot prove it, and a liar may claim what it likes. So a new view goes on from what a
 * replica claims to have prepared (P) only if the claims of all make it so:
 *
 * - *A1*: a quorum has prepared nothing else for the number in that view or later;
 * - *A2*: f + 1 have accepted (Q) the same batch for it in that view or later, so one of them is loyal, and with it the
 *   requests are their clients', too;
 * - *B*: from the null request, if a quorum has prepared nothing for the number.
 *
 * Where neither holds, the new primary waits for more view changes. Those are signed, so that it can show to all which it
 * has gone by; in the paper they are not, and acknowledged instead. Checkpoints are signed, too: there are few of them.
 *
 * Why it is safe. Say that batch d was committed for number n in view v: a quorum had prepared it, and by induction no
 * loyal replica has accepted anything else for n in later views. Any other quorum has a loyal replica in common with that
 * one. Its claim is d in view v or later, so B does not hold. If a replica claims d' in view v', then by A1 that loyal one
 * lets it pass only if v' is later than v, and by A2 a loyal one has accepted d' in view v' or later: a contradiction.
 *
 * Why it does not wait for ever. When all who are loyal have said what they know: if one of them has prepared something
 * for n, let d be what was prepared so in the latest view. No two batches are prepared in one view, so all of them, a
 * quorum, let it pass (A1), and as a quorum had accepted it, f + 1 of them have (A2). If none has, B holds.
 *
 * @module
 */

import { compare } from "../../model/compare.ts";
import { weak } from "../byzantine_quorum.ts";
import { newViewStart } from "./choice.ts";
import type { Pbft } from "./settings.ts";
import type { Claimed, Place, PrePrepare, ViewChange } from "./statements.ts";

/** Whether claims are in order, of views before this one, and of numbers between these marks. */
export function areClaims(
  claimed: Claimed | undefined,
  view: number,
  low: number,
  high: number,
): boolean {
  if (!Array.isArray(claimed?.prepared) || !Array.isArray(claimed.accepted)) return false;
  const isPlace = (place: Place) =>
    Number.isInteger(place.view) && place.view >= 0 && place.view < view &&
    typeof place.digest === "string" && Number.isInteger(place.sequence) &&
    place.sequence > low && place.sequence <= high;
  const { prepared, accepted } = claimed;
  return prepared.every(isPlace) && accepted.every(isPlace) &&
    new Set(prepared.map(({ sequence }) => sequence)).size === prepared.length;
}

/** What the primary of `view` has to propose first, by number; undefined: these claims do not tell. */
export function claimedProposals(
  pbft: Pbft,
  view: number,
  viewChanges: readonly ViewChange[],
): PrePrepare[] | undefined {
  const { cluster, digest } = pbft, least = newViewStart(viewChanges);
  const claims = viewChanges.map(({ claimed }) => claimed!);
  const most = Math.max(
    least,
    ...claims.flatMap(({ prepared }) => prepared.map(({ sequence }) => sequence)),
  );
  const chosen: string[] = [];
  for (let sequence = least + 1; sequence <= most; sequence++) {
    const choice = chosenFor(pbft, sequence, claims);
    if (choice === undefined) return undefined;
    chosen.push(choice === null ? digest([]) : choice);
  }
  return chosen.map((digest, i) => ({
    kind: "prePrepare",
    cluster,
    view,
    sequence: least + 1 + i,
    digest,
  }));
}

/** The digest that a new view goes on from at a number; null: the null request; undefined: these claims do not tell. */
function chosenFor(
  { replicas, rules }: Pbft,
  sequence: number,
  claims: readonly Claimed[],
): string | null | undefined {
  const at = ({ prepared }: Claimed) => prepared.find((place) => place.sequence === sequence);
  const all = claims.map(at),
    candidates = all.filter((place) => place !== undefined)
      .sort((a, b) => b.view - a.view || compare(a.digest, b.digest));
  const quorum = rules.quorum(replicas);
  for (const { view, digest } of candidates) {
    const passes = all.filter((place) =>
      place === undefined || place.view < view || place.view === view && place.digest === digest
    );
    const vouch = claims.filter(({ accepted }) =>
      accepted.some((place) =>
        place.sequence === sequence && place.digest === digest && place.view >= view
      )
    );
    if (passes.length >= quorum && rules.vouches(vouch.length, weak(replicas))) return digest;
  }
  return all.filter((place) => place === undefined).length >= quorum ? null : undefined;
}
