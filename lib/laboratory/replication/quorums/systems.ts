/** What small quorums save, and what they cost: systems of nine replicas beside each other. @module */

import { availability, survival } from "../../../replicated/quorum/survival.ts";
import { grid, majorities, type Quorums, sized } from "../../../replicated/quorum/system.ts";

/** A quorum system in numbers. */
export interface SystemRow {
  /** Its name. */
  readonly name: string;
  /** How many replicas the smallest quorum has, to read and to write. */
  readonly sizes: readonly [read: number, write: number];
  /** So many failures are survived, whichever they are, by reads and by writes. */
  readonly survives: readonly [read: number, write: number];
  /** The probability of a quorum when each replica is down with the given one, to read and to write. */
  readonly available: readonly [read: number, write: number];
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
      available: both((phase) => availability(system, phase, down)),
    };
  });
}
