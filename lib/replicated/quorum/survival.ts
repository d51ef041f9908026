/** How many failures leave a quorum, counted by going through all sets of members that may fail. @module */

import type { NodeId } from "../../model/protocol.ts";
import { pow } from "../../model/real/pow.ts";
import type { QuorumSystem } from "./system.ts";

/** The two kinds of quorum: to take over, and to decide. */
export type Phase = "phase1" | "phase2";

/** How many members may fail. */
export interface Survival {
  /** So many, whichever they are. */
  readonly any: number;
  /** So many, if they are the right ones; −1 when all together are not enough. */
  readonly some: number;
}

/** The most members whose sets are all looked at. */
const MOST_MEMBERS = 20;

/** How many failures leave a quorum of a kind. All sets are tried, so there may be 20 members at most. */
export function survival(system: QuorumSystem, phase: Phase): Survival {
  const { length } = system.members;
  const harmless = Array<number>(length + 1).fill(0), sets = Array<number>(length + 1).fill(0);
  for (const { failed, isEnough } of failures(system, phase)) {
    sets[failed]!++;
    if (isEnough) harmless[failed]!++;
  }
  const firstFatal = harmless.findIndex((count, failed) => count < sets[failed]!);
  return {
    any: (firstFatal < 0 ? length + 1 : firstFatal) - 1,
    some: harmless.findLastIndex((count) => count > 0),
  };
}

/** The probability of a quorum of a kind when each member is down with this one, whatever the others are. */
export function availability(system: QuorumSystem, phase: Phase, down: number): number {
  if (!(down >= 0 && down <= 1)) {
    throw new RangeError(
      `Cannot tell how available quorums are because a member is down with a probability ` +
        `from 0 to 1: given ${down}`,
    );
  }
  const { length } = system.members;
  let sum = 0;
  for (const { failed, isEnough } of failures(system, phase)) {
    if (isEnough) sum += pow(down, failed) * pow(1 - down, length - failed);
  }
  return sum;
}

/** Each set of members that may fail: how many they are, and whether the others are enough. */
function* failures(
  system: QuorumSystem,
  phase: Phase,
): Generator<{ readonly failed: number; readonly isEnough: boolean }> {
  const { members } = system;
  if (members.length > MOST_MEMBERS) {
    throw new RangeError(
      `Cannot go through all failures because there must be at most ${MOST_MEMBERS} members: ` +
        `given ${members.length}`,
    );
  }
  for (let set = 0; set < 2 ** members.length; set++) {
    const present = new Set<NodeId>();
    for (const [i, member] of members.entries()) if ((set & 1 << i) === 0) present.add(member);
    yield { failed: members.length - present.size, isEnough: system[phase](present) };
  }
}
