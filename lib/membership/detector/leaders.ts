/**
 * Who took whom for the leader in a run, and whether that is Ω (Chandra, Hadzilacos and Toueg 1996, *The weakest failure
 * detector for solving consensus*): from some time on, the same correct node at all correct nodes. As with the classes,
 * "from some time on" is from an instant `byMs` to the end of the run.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { assertDecidable, correctNodes, type Verdict } from "./classes.ts";
import { type FailurePattern, type SuspicionWatch, watchSuspicions } from "./suspicions.ts";

/** A term: `by` takes `of` for the leader. */
export interface Following {
  /** Who follows. */
  readonly by: NodeId;
  /** Whom. */
  readonly of: NodeId;
  /** From when on, in ms. */
  readonly fromMs: number;
  /** Until when, in ms; `Infinity`: still in the end. */
  readonly untilMs: number;
}

/** Who followed whom in a run. */
export interface LeaderTrace extends FailurePattern {
  /** All followings, by their beginning. */
  readonly followings: readonly Following[];
}

/** Watches who follows whom in one run. */
export interface LeaderWatch<S> extends Pick<SuspicionWatch<S>, "invariant"> {
  /** What was seen until `endMs`. */
  trace(endMs: number): LeaderTrace;
}

/** Watches a run of nodes that each have an opinion on who leads. */
export function watchLeaders<S>(
  leaderOf: (state: Readonly<S>, nodes: number) => NodeId,
  nodes: number,
): LeaderWatch<S> {
  const watch = watchSuspicions<S>((state) => new Set([leaderOf(state, nodes)]));
  return {
    invariant: watch.invariant,
    trace(endMs) {
      const { suspicions: followings, ...run } = watch.trace(endMs);
      return { ...run, followings };
    },
  };
}

/** Whether a run is one of Ω. Throws where "eventually" cannot be decided by `byMs`. */
export function judgeLeaders(trace: LeaderTrace, byMs: number): Verdict {
  assertDecidable(trace, byMs);
  const correct = new Set(correctNodes(trace));
  // Who has crashed followed nobody any more by then.
  const late = trace.followings.filter(({ untilMs }) => untilMs > byMs);
  const [first] = late;
  for (const { by, of, fromMs } of late) {
    const atMs = Math.max(byMs, fromMs);
    const breach = (words: string): Verdict => ({
      holds: false,
      breach: { property: "eventual leadership", words, by, of, atMs },
    });
    if (!correct.has(of)) return breach(`node ${by} follows node ${of}, which has crashed`);
    if (of !== first!.of) {
      return breach(`node ${by} follows node ${of}, and node ${first!.by} node ${first!.of}`);
    }
  }
  return { holds: true };
}
