/** Kits whose tests take long, and therefore stand in files of their own: files run beside each other. */

import type { AnyKit } from "hb/kit/kit.ts";
import { kits } from "hb/laboratory/kits.ts";

/** Their names, by the families of which each has a file. */
const apart = {
  consensus: ["paxos", "fast-paxos", "multipaxos", "raft", "epaxos"],
  byzantine: [
    "oral-messages",
    "signed-messages",
    "bracha",
    "consistent-broadcast",
    "hotstuff",
    "hotstuff-basic",
  ],
  pbft: ["pbft"],
  ranges: ["multiraft"],
  reads: ["reads", "bodega", "quorum-lease"],
  transactions: ["percolator", "two-phase"],
} as const;

/** The kits of a family. */
export function kitsOf(family: keyof typeof apart): AnyKit[] {
  return apart[family].map((name) => kits.get(name)!);
}

/** All others. */
export function otherKits(): AnyKit[] {
  const names: readonly string[] = Object.values(apart).flat();
  return [...kits.values()].filter(({ name }) => !names.includes(name));
}
