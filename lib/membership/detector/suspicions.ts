/**
 * Who suspected whom, and when: the history of a failure detector in one run, as data. What Chandra and Toueg write
 * H(p, t), the suspects of p at time t, stands here as a list of intervals, together with the failure pattern F: who
 * was down when. The quality and the class of a detector are judged by it, whatever protocol it is.
 *
 * @module
 */

import type { Invariant, Snapshot } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";

/** One suspicion. Times are of an observer outside of the system, in ms. */
export interface Suspicion {
  /** Who suspected. */
  readonly by: NodeId;
  /** Whom. */
  readonly of: NodeId;
  /** From when on. */
  readonly fromMs: number;
  /** Until when; `Infinity`: still in the end. */
  readonly untilMs: number;
}

/** A time during which a node was down. */
export interface Down {
  /** The node. */
  readonly node: NodeId;
  /** When it crashed, in ms. */
  readonly fromMs: number;
  /** When it came back, in ms; `Infinity`: not before the end. */
  readonly untilMs: number;
}

/** Who was up when in a run. */
export interface FailurePattern {
  /** How many nodes there were. */
  readonly nodes: number;
  /** How long the run was, in ms, from 0 on. */
  readonly endMs: number;
  /** When nodes were down, by its beginning. */
  readonly downs: readonly Down[];
}

/** A run of a failure detector. */
export interface SuspicionTrace extends FailurePattern {
  /** All suspicions, by their beginning. */
  readonly suspicions: readonly Suspicion[];
}

/** Whom a node suspects at a moment. */
export type SuspectsOf<S> = (state: Readonly<S>) => ReadonlySet<NodeId>;

/** Whom it suspects, where a state says so in a field of this name. */
export function suspected(
  state: { readonly suspected: ReadonlySet<NodeId> },
): ReadonlySet<NodeId> {
  return state.suspected;
}

/** Watches one run. */
export interface SuspicionWatch<S> {
  /** To be put among the invariants of a world; it is never broken. */
  readonly invariant: Invariant<S>;
  /** What was seen until `endMs`, which is not before the last event. */
  trace(endMs: number): SuspicionTrace;
}

/**
 * Watches who suspects whom in one run. After each step it looks at every node once, so it is for runs that are
 * measured, not for those with thousands of nodes. Put into another world, it begins anew.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { heartbeat } from "hb/membership/detector/heartbeat/heartbeat.ts";
 * import type { State } from "hb/membership/detector/heartbeat/messages.ts";
 * import { suspected, watchSuspicions } from "hb/membership/detector/suspicions.ts";
 * import { fixed } from "hb/membership/detector/estimators/fixed.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * const watch = watchSuspicions<State>(suspected);
 * const world = new World({
 *   protocol: heartbeat({ periodMs: 100, estimator: fixed(250) }),
 *   nodes: 2,
 *   seed: 1,
 *   faults: [{ kind: "crash", at: 1010, node: 1 }],
 *   invariants: [watch.invariant],
 * });
 * world.run(5000);
 * assertEquals(watch.trace(world.now), {
 *   nodes: 2,
 *   endMs: 5000,
 *   suspicions: [{ by: 0, of: 1, fromMs: 1251, untilMs: Infinity }],
 *   downs: [{ node: 1, fromMs: 1010, untilMs: Infinity }],
 * });
 * ```
 */
export function watchSuspicions<S>(suspectsOf: SuspectsOf<S>): SuspicionWatch<S> {
  let seen: Snapshot<S>["states"] | undefined, open: Map<NodeId, number>[] = [];
  let downSince: (number | undefined)[] = [], suspicions: Suspicion[] = [], downs: Down[] = [];
  const look = ({ at, states }: Snapshot<S>): undefined => {
    // A world has one list of states for all of its time.
    if (states !== seen) {
      seen = states;
      [open, downSince, suspicions, downs] = [[], [], [], []];
    }
    for (let by = 0; by < states.length; by++) {
      const state = states[by], since = open[by] ??= new Map();
      if (state === undefined) downSince[by] ??= at;
      else if (downSince[by] !== undefined) {
        // At the very beginning nodes are born one after the other: they were not down.
        if (at > downSince[by]!) downs.push({ node: by, fromMs: downSince[by]!, untilMs: at });
        downSince[by] = undefined;
      }
      const suspects = state === undefined ? NOBODY : suspectsOf(state);
      for (const [of, fromMs] of since) {
        if (suspects.has(of)) continue;
        since.delete(of);
        suspicions.push({ by, of, fromMs, untilMs: at });
      }
      if (suspects.size > since.size) {
        for (const of of suspects) if (!since.has(of)) since.set(of, at);
      }
    }
  };
  return {
    invariant: { name: "suspicions", words: "who suspects whom is noted", check: look },
    trace(endMs) {
      const lasting = open.flatMap((since, by) =>
        [...since].map(([of, fromMs]) => ({ by, of, fromMs, untilMs: Infinity }))
      );
      const down = downSince.flatMap((fromMs, node) =>
        fromMs === undefined ? [] : [{ node, fromMs, untilMs: Infinity }]
      );
      return {
        nodes: open.length,
        endMs,
        suspicions: [...suspicions, ...lasting].sort((a, b) =>
          a.fromMs - b.fromMs || a.by - b.by || a.of - b.of
        ),
        downs: [...downs, ...down].sort((a, b) => a.fromMs - b.fromMs || a.node - b.node),
      };
    },
  };
}

const NOBODY: ReadonlySet<NodeId> = new Set();

/** Whether a node was up at a moment. */
export function isUp({ downs }: FailurePattern, node: NodeId, atMs: number): boolean {
  return !downs.some((down) => down.node === node && down.fromMs <= atMs && atMs < down.untilMs);
}
