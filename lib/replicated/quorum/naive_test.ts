/** Quorums as one would define them, for the tests beside this file: over all sets of voters. */

import type { NodeId } from "../../model/protocol.ts";
import type { Halves } from "./joint.ts";

/** All sets of voters that may decide: more than half of them, and any set if there are none. */
export function majorities(voters: readonly NodeId[]): NodeId[][] {
  return subsets(voters).filter((some) => some.length * 2 > voters.length || voters.length === 0);
}

/** All sets of voters that may decide while two configurations hold. */
export function jointMajorities({ voters, outgoing }: Halves): NodeId[][] {
  return majorities(voters).flatMap((some) =>
    majorities(outgoing).map((more) => [...some, ...more])
  );
}

/** The highest index, of 0 to `most`, that some quorum has reached; Infinity if all are. */
export function naiveIndex(
  quorums: readonly (readonly NodeId[])[],
  reached: (voter: NodeId) => number,
  most: number,
): number {
  for (let index = most + 1; index > 0; index--) {
    if (quorums.some((quorum) => quorum.every((voter) => reached(voter) >= index))) {
      return index > most ? Infinity : index;
    }
  }
  return 0;
}

/** How an election stands: some quorum has said yes, or some may yet, or none. */
export function naiveVote(
  quorums: readonly (readonly NodeId[])[],
  vote: (voter: NodeId) => boolean | undefined,
): "won" | "lost" | "pending" {
  if (quorums.some((quorum) => quorum.every((voter) => vote(voter) === true))) return "won";
  const may = quorums.some((quorum) => quorum.every((voter) => vote(voter) !== false));
  return may ? "pending" : "lost";
}

/** Every choice of one of `options` for each of `count` places. */
export function* choices<T>(count: number, options: readonly T[]): Generator<T[]> {
  if (count === 0) return yield [];
  for (const rest of choices(count - 1, options)) {
    for (const option of options) yield [...rest, option];
  }
}

/** All parts of a list. */
export function subsets<T>(list: readonly T[]): T[][] {
  return list.reduce<T[][]>((all, each) => [...all, ...all.map((some) => [...some, each])], [[]]);
}
