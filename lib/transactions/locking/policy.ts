/**
 * What is done against deadlocks in one place. Transactions have an age, which they keep when they are tried again, so
 * that each is the oldest one day.
 *
 * - wound-wait and wait-die (Rosenkrantz, Stearns and Lewis 1978, section 3) let nobody wait for somebody older, or for
 *   somebody younger: so nobody waits in a circle, in however many places. In wound-wait whoever is older takes the
 *   locks of the younger; in wait-die the younger gives way when it would have to wait. The oldest of all is never a
 *   victim.
 * - detection lets everybody wait, and looks for circles. One that goes through several places is found by nobody
 *   alone (see the probes of `two_phase`).
 * - none: there may be deadlocks.
 *
 * @module
 */

import type { LockTable, Owner, Precedes } from "./table.ts";
import { blockersOf } from "./table.ts";
import { circleIn, waitsFor } from "./waits_for.ts";

/** What is done against deadlocks. */
export type Policy = "wound-wait" | "wait-die" | "detection" | "none";

/** What a policy knows of who holds locks and waits. */
export interface Owners {
  /** Whether one is older than another. */
  isOlder(owner: Owner, other: Owner): boolean;
  /** Whether it can no longer be aborted by this place alone, as it has promised to commit if all do. */
  isPromised(owner: Owner): boolean;
}

/**
 * In which order requests are granted. Where the older take the locks of the younger, the older ask first, too: else
 * they would have to abort those who only wait. Elsewhere they are granted as they come.
 */
export function orderOf(policy: Policy, { isOlder }: Owners): Precedes {
  return policy === "wound-wait" ? isOlder : () => false;
}

/** Who is to be aborted next, so that those who wait can go on; undefined when nobody is. */
export function victimOf(
  table: Readonly<LockTable>,
  policy: Policy,
  owners: Owners,
): Owner | undefined {
  switch (policy) {
    case "wound-wait":
      return inTheWay(
        table,
        (waits, blocks) =>
          owners.isOlder(waits, blocks) && !owners.isPromised(blocks) ? blocks : undefined,
      );
    case "wait-die":
      return inTheWay(table, (waits, blocks) => owners.isOlder(blocks, waits) ? waits : undefined);
    case "detection":
      return youngest(circleIn(waitsFor(table)) ?? [], owners);
    case "none":
      return undefined;
  }
}

function inTheWay(
  table: Readonly<LockTable>,
  judge: (waits: Owner, blocks: Owner) => Owner | undefined,
): Owner | undefined {
  for (const { owner } of table.waiting) {
    for (const blocker of blockersOf(table, owner)) {
      const victim = judge(owner, blocker);
      if (victim !== undefined) return victim;
    }
  }
  return undefined;
}

/** Of those in a circle all wait, and nobody who waits has promised anything. */
function youngest(circle: readonly Owner[], { isOlder }: Owners): Owner | undefined {
  return circle.reduce<Owner | undefined>(
    (young, each) => young === undefined || isOlder(young, each) ? each : young,
    undefined,
  );
}
