/** What small quorums save, and what they cost: systems of nine replicas beside each other. @module */

import type { NodeId } from "../../../model/protocol.ts";
import { availability, type Phase, survival } from "../../../replicated/quorum/survival.ts";
import {
  grid,
  majorities,
  type Quorums,
  type QuorumSystem,
  sized,
  without,
} from "../../../replicated/quorum/system.ts";

/** A quorum system in numbers. */
export interface SystemRow {
  /** Its name. */
  readonly name: string;
  /** How many replicas the smallest quorum has, to read and to write. */
  readonly sizes: readonly [read: number, write: number];
  /** So many failures are survived, whichever they are, by reads and by writes. */
  readonly survives: readonly [read: number, write: number];
  /**
   * The share of phases in which the busiest replica is asked, if each asks one smallest quorum and all of them are asked
   * equally often, to read and to write. In these systems all replicas are in as many, and so it is the load of Naor and
   * Wool 1998: less than the smallest quorum's share of all replicas it cannot be.
   */
  readonly load: readonly [read: number, write: number];
  /** The probability of a read quorum, which is enough for a regular read, when each replica is down with the given one. */
  readonly readable: number;
  /** That of a read quorum and a write quorum, which a write needs, and a read that writes back. */
  readonly both: number;
}

const systems: readonly (readonly [name: string, Quorums, SystemRow["sizes"]])[] = [
  ["majorities", majorities, [5, 5]],
  ["read one, write all", sized(1, 9), [1, 9]],
  ["grid, 3 × 3", grid(3), [3, 3]],
];

/** Majorities, read one and write all, and a grid, of nine replicas, each down with this probability. */
export function systemsOfNine(down: number): SystemRow[] {
  const members = Array.from({ length: 9 }, (_, node) => node);
  return systems.map(([name, quorums, sizes]) => {
    const system = quorums(members);
    const both = (of: (phase: "phase1" | "phase2") => number) =>
      [of("phase1"), of("phase2")] as const;
    return {
      name,
      sizes,
      survives: both((phase) => survival(system, phase).any),
      load: both((phase) => loadOf(system, phase)),
      readable: availability(system, "phase1", down),
      both: availability(needingBoth(system), "phase1", down),
    };
  });
}

/** The same replicas, where a quorum is what contains both a read quorum and a write quorum. */
function needingBoth(system: QuorumSystem): QuorumSystem {
  return { ...system, phase1: (present) => system.phase1(present) && system.phase2(present) };
}

/** How often the busiest is asked when all smallest quorums are asked equally often. */
function loadOf(system: QuorumSystem, phase: Phase): number {
  const { members } = system, asked = new Map<NodeId, number>();
  let quorums = 0;
  for (let set = 0; set < 2 ** members.length; set++) {
    const some = members.filter((_, i) => (set & 1 << i) !== 0);
    const isEnough = (present: ReadonlySet<NodeId>) => system[phase](present);
    if (!isEnough(new Set(some)) || without(some, isEnough).length < some.length) continue;
    quorums++;
    for (const member of some) asked.set(member, (asked.get(member) ?? 0) + 1);
  }
  return Math.max(...asked.values()) / quorums;
}
