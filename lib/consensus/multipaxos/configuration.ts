/**
 * Who belongs to the cluster, slot by slot (Lamport, Malkhi and Zhou 2010, *Reconfiguring a state machine*): a
 * configuration that is decided in slot i holds from slot i + α on. So the members of a slot are known to whoever
 * has executed all slots up to α before it, and nobody proposes further ahead.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";

/** A configuration, and where it begins to hold. */
export interface Placed {
  /** The first slot in which these decide. */
  readonly from: number;
  /** Who. Sorted, without repetitions, never empty. */
  readonly members: readonly NodeId[];
}

/** The members of a slot; slots before the first configuration have those of the first. */
export function membersAt(configurations: readonly Placed[], slot: number): readonly NodeId[] {
  let found = configurations[0]!;
  for (const placed of configurations) if (placed.from <= slot) found = placed;
  return found.members;
}

/** Everybody who is a member of some slot after this one, as far as that is known. */
export function membersAfter(configurations: readonly Placed[], slot: number): NodeId[] {
  const next = new Set(membersAt(configurations, slot + 1));
  for (const { from, members } of configurations) {
    if (from > slot) { for (const member of members) next.add(member); }
  }
  return [...next].sort((a, b) => a - b);
}

/** The configurations without those that hold for no slot after this one. */
export function stillInForce(configurations: readonly Placed[], slot: number): Placed[] {
  return configurations.filter((_, i) => {
    const next = configurations[i + 1];
    return next === undefined || next.from > slot + 1;
  });
}

/** Servers forget configurations that hold no more; an observer of all slots notes them as they come. */
export function noteConfigurations(noted: Placed[], configurations: readonly Placed[]): void {
  for (const { from, members } of configurations) {
    if (noted.some((known) => known.from === from)) continue;
    noted.push({ from, members: [...members] });
    noted.sort((a, b) => a.from - b.from);
  }
}
