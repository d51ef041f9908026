/**
 * Reads by quorums that return a new value and then an old one: the shortest way to it, and which sizes of quorums and
 * which ways to read are linearizable, by going through all orders of a write and two reads.
 *
 * @module
 */

import { linearizable } from "../../../replication/abd/invariants.ts";
import { type AbdSystem, READ, smallAbd, writing } from "../../../replication/abd/instances.ts";
import { regular } from "../../../replication/abd/regular.ts";
import type { WriteBack } from "../../../replication/abd/settings.ts";
import type { State } from "../../../replication/abd/state.ts";
import type { Invariant } from "../../../model/invariant.ts";
import { sized } from "../../../replicated/quorum/system.ts";
import { assertWhole } from "../../asked.ts";
import { explored, type ShortestFailure } from "../../explored.ts";

/** Sizes of quorums, and how is read. */
export interface Quorate {
  /** How many replicas there are; 2 or 3. */
  readonly nodes: number;
  /** How many answer a read. */
  readonly read: number;
  /** How many hold a write when it ends. */
  readonly write: number;
  /** When reads write back. */
  readonly writeBack: WriteBack;
}

/** A way in which what clients see is not linearizable. */
export interface StaleRead extends ShortestFailure<State> {
  /** What the checker says of it. */
  readonly words: string;
}

/** Node 0 writes, which it alone does; node 1 reads twice. */
function writeAndReads(
  { nodes, read, write, writeBack }: Quorate,
  invariant: Invariant<unknown>,
): AbdSystem {
  assertWhole("explore quorums", { nodes }, 2, 3);
  assertWhole("explore quorums", { read, write }, 1, nodes);
  return smallAbd({
    nodes,
    settings: { writer: 0, writeBack, quorums: sized(read, write) },
    invariants: [invariant],
    programs: [{ at: 0, asks: [writing("new")] }, { at: 1, asks: [READ, READ] }],
  });
}

/**
 * The shortest way to a stale read; undefined if a write and two reads are linearizable in every order.
 *
 * @example Majorities meet, and that is not enough
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { staleRead } from "hb/laboratory/replication/quorums/stale.ts";
 *
 * const found = staleRead({ nodes: 3, read: 2, write: 2, writeBack: "never" });
 * assertEquals(found?.steps, 12);
 * ```
 */
export function staleRead(how: Quorate): StaleRead | undefined {
  const { failure } = explored(writeAndReads(how, linearizable));
  if (failure === undefined) return undefined;
  const last = failure.trace.at(-1)!;
  return { ...failure, words: last.kind === "violation" ? last.words : "" };
}

/** What a write and two reads are, at worst, in all their orders. */
export type Verdict = "linearizable" | "regular" | "neither";

/** One line of the table of quorums. */
export interface QuorumVerdict extends Quorate {
  /** Whether each read quorum meets each write quorum. */
  readonly meet: boolean;
  /** What clients see at worst. */
  readonly verdict: Verdict;
  /** How many states there are, or were seen until something was found that is not linearizable. */
  readonly states: number;
}

/** The verdict for these sizes; where no order breaks it, all have been seen. */
export function quorumVerdict(how: Quorate): QuorumVerdict {
  const meet = how.read + how.write > how.nodes;
  const atomic = explored(writeAndReads(how, linearizable));
  if (atomic.failure === undefined) {
    return { ...how, meet, verdict: "linearizable", states: atomic.states };
  }
  const weaker = explored(writeAndReads(how, regular));
  const verdict = weaker.failure === undefined ? "regular" : "neither";
  return { ...how, meet, verdict, states: atomic.states };
}

/** The verdicts for all sizes of quorums of two nodes, in each way to read. */
export function quorumVerdicts(): QuorumVerdict[] {
  const ways: readonly WriteBack[] = ["never", "unless held", "always"], sizes = [1, 2];
  return ways.flatMap((writeBack) =>
    sizes.flatMap((read) =>
      sizes.map((write) => quorumVerdict({ nodes: 2, read, write, writeBack }))
    )
  );
}

/** The verdicts where no read writes back: for all sizes of two nodes, and for four of three. */
export function verdictsWithoutWriteBack(): QuorumVerdict[] {
  const ofThree = [[1, 2], [2, 2], [1, 3], [3, 1]] as const;
  return [
    ...quorumVerdicts().filter(({ writeBack }) => writeBack === "never"),
    ...ofThree.map(([read, write]) => quorumVerdict({ nodes: 3, read, write, writeBack: "never" })),
  ];
}
