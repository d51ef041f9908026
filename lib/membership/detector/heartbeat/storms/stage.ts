/** How a storm of heartbeats is run: watched from outside, and judged by the class of detector that it must be. @module */

import type { Setting, Storm } from "../../../../kit/kit.ts";
import type { Invariant } from "../../../../model/invariant.ts";
import type { NodeId } from "../../../../model/protocol.ts";
import type { Schedule } from "../../../../sim/fault.ts";
import type { NetworkOptions } from "../../../../sim/network_options.ts";
import type { Random } from "../../../../sim/random.ts";
import type { World } from "../../../../sim/world.ts";
import type { Estimator } from "../../estimators/estimator.ts";
import type { LearningRules } from "../../estimators/intervals.ts";
import { suspected, type SuspicionTrace, watchSuspicions } from "../../suspicions.ts";
import { type Change, protocolWith } from "../bugs.ts";
import { invariants } from "../invariants.ts";
import type { Message, Saved, State, Timer } from "../messages.ts";

/** The period of all storms, in ms. */
export const PERIOD_MS = 100;

/** A world of heartbeats. */
export type HeartbeatWorld = World<State, Message, Timer, Saved>;

/** An estimator that a bug may have learn otherwise. */
export type Estimated = (learning: Partial<LearningRules> | undefined) => Estimator;

/** What a run leaves to chance besides its faults, drawn before it. */
export interface Drawn {
  /** The node that something happens to. */
  readonly victim: NodeId;
  /** A moment, from 0 up to but not including 1. */
  readonly share: number;
}

/** Requires something of a run as it stands; of one in which something broke before, nothing. */
export type Judge = (what: (trace: SuspicionTrace) => Invariant<State> | undefined) => void;

/** What is not the same in all storms. */
export interface Trouble {
  /** What happens, in a few words. */
  readonly words: string;
  /** What the network does. */
  readonly network: NetworkOptions;
  /** One of these is drawn for each run. */
  readonly estimators: readonly Estimated[];
  /** What goes wrong besides; default: nothing. */
  readonly faults?: (random: Random, nodes: number, drawn: Drawn) => Schedule;
  /** Lets time pass, and says what must hold of it. */
  readonly drive: (world: HeartbeatWorld, judge: Judge, drawn: Drawn) => void;
}

/** A storm of four nodes. */
export function stormOf(
  { words, network, estimators, faults, drive }: Trouble,
): Storm<State, Message, Timer, Saved, Change> {
  return {
    words,
    nodes: 4,
    leastNodes: 2,
    mostNodes: 50,
    run({ nodes, random, change }: Setting<Change>) {
      const estimator = estimators[random.below(estimators.length)]!(change?.learning);
      const drawn: Drawn = { victim: random.below(nodes), share: random.unit() };
      const watch = watchSuspicions<State>(suspected);
      return {
        scenario: {
          protocol: protocolWith(change, { periodMs: PERIOD_MS, estimator }),
          nodes,
          network,
          invariants: [...invariants, watch.invariant],
          faults: faults?.(random, nodes, drawn) ?? [],
        },
        drive(world) {
          const judge: Judge = (what) => {
            if (world.violation !== undefined) return;
            const broken = what(watch.trace(world.now));
            if (broken !== undefined) world.require(broken);
          };
          drive(world, judge, drawn);
        },
      };
    },
  };
}
