/** What small quorums save, and what they cost: systems of some replicas beside each other. @module */

import { crosses } from "../../../replicated/quorum/grids.ts";
import { leastQuorums, loadOf } from "../../../replicated/quorum/load.ts";
import { availability, type Phase, survival } from "../../../replicated/quorum/survival.ts";
import {
  grid,
  majorities,
  type Quorums,
  type QuorumSystem,
  sized,
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
   * The load of Naor and Wool 1998: the share of phases in which the busiest replica is asked, to read and to write, if each
   * asks one quorum, drawn in the best way.
   */
  readonly load: readonly [read: number, write: number];
  /** The probability of a read quorum, which is enough for a regular read, when each replica is down with the given one. */
  readonly readable: number;
  /** That of a read quorum and a write quorum, which a write needs, and a read that writes back. */
  readonly both: number;
}

/** The systems for so many replicas; those in grids have as many rows as columns, or a few more. */
function systemsFor(nodes: number): readonly (readonly [name: string, Quorums])[] {
  const columns = columnsFor(nodes), shape = `${nodes / columns} × ${columns}`;
  return [
    ["majorities", majorities],
    ["read one, write all", sized(1, nodes)],
    [`grid, ${shape}`, grid(columns)],
    [`a row and a column, ${shape}`, crosses(columns)],
  ];
}

/** The most columns of a grid with full rows that has no more columns than rows. */
function columnsFor(nodes: number): number {
  let columns = Math.floor(Math.sqrt(nodes));
  while (nodes % columns !== 0) columns--;
  return columns;
}

/**
 * Majorities, read one and write all, and grids, of so many replicas (16 are quickly looked at, 20 the most), each down with
 * this probability.
 */
export function systemsOf(nodes: number, down: number): SystemRow[] {
  const members = Array.from({ length: nodes }, (_, node) => node);
  return systemsFor(nodes).map(([name, quorums]) => {
    const system = quorums(members);
    const both = <T>(of: (phase: Phase) => T) => [of("phase1"), of("phase2")] as const;
    const least = both((phase) => [...leastQuorums(system, phase)]);
    const [read, write] = least.map((all) => Math.min(...all.map(({ length }) => length)));
    const [ofReads, ofWrites] = least.map((all) => loadOf(members, all).load);
    return {
      name,
      sizes: [read!, write!],
      survives: both((phase) => survival(system, phase).any),
      load: [ofReads!, ofWrites!],
      readable: availability(system, "phase1", down),
      both: availability(needingBoth(system), "phase1", down),
    };
  });
}

/** The same replicas, where a quorum is what contains both a read quorum and a write quorum. */
function needingBoth(system: QuorumSystem): QuorumSystem {
  return { ...system, phase1: (present) => system.phase1(present) && system.phase2(present) };
}
