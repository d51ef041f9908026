/**
 * What reductions are tried in: heartbeats in a ring, so that each crash is noticed by one node only, first in trouble and
 * then in peace. And a detector to explore them with, which has no messages and may suspect at any time.
 *
 * @module
 */

import type { Setting, Storm } from "../../../../kit/kit.ts";
import type { Invariant } from "../../../../model/invariant.ts";
import type { NodeId, Protocol, Tagged } from "../../../../model/protocol.ts";
import { uniform } from "../../../../sim/latency.ts";
import type { NetworkOptions } from "../../../../sim/network_options.ts";
import { type Weather, weather } from "../../../../sim/weather.ts";
import { growing } from "../../estimators/growing.ts";
import { heartbeat } from "../../heartbeat/heartbeat.ts";
import type { Message, Saved, State, Timer } from "../../heartbeat/messages.ts";

/** Heartbeats of which each is sent to one node only. */
export const ring: Protocol<State, Message, Timer, Saved> = heartbeat({
  periodMs: 100,
  watchers: 1,
  estimator: growing(130, 30),
});

/** How long there is trouble, in ms. */
const TROUBLE_MS = 2500;
/** How long heartbeats may then take to come in time again, in ms. */
const SETTLE_MS = 2500;
/** How long after a crash everybody must know of it, in ms. */
const PATIENCE_MS = 4000;
/** How long it must then stay so, in ms. */
const STAY_MS = 2000;

/** Sees a run, and says what is wrong with it if "eventually" is from a moment on. */
export interface Watch<S> {
  /** Put among the invariants. */
  readonly invariant: Invariant<S>;
  /** What is wrong, if anything is. */
  judge(endMs: number, byMs: number): Invariant<S> | undefined;
}

/** A reduction in a storm. */
export interface Reduction<S, M extends Tagged, T extends Tagged, C> {
  /** What happens, in a few words. */
  readonly words: string;
  /** The network, until it is healed. */
  readonly network: NetworkOptions;
  /** What goes wrong besides. */
  readonly weather?: Omit<Weather, "untilMs">;
  /** The protocol, with what is done wrong. */
  readonly protocol: (change: C | undefined) => Protocol<S, M, T, Saved>;
  /** What must hold after every step. */
  readonly invariants: readonly Invariant<S>[];
  /** Watches one run. */
  readonly watch: (nodes: number) => Watch<S>;
}

/** A storm: trouble, its end, and a crash for good. */
export function stormOf<S, M extends Tagged, T extends Tagged, C>(
  { words, network, weather: bad, protocol, invariants, watch: watching }: Reduction<S, M, T, C>,
): Storm<S, M, T, Saved, C> {
  return {
    words,
    nodes: 4,
    leastNodes: 3,
    mostNodes: 30,
    run({ nodes, random, change }: Setting<C>) {
      const watch = watching(nodes), victim = random.below(nodes);
      return {
        scenario: {
          protocol: protocol(change),
          nodes,
          network,
          invariants: [...invariants, watch.invariant],
          faults: bad === undefined ? [] : weather(random, nodes, { untilMs: TROUBLE_MS, ...bad }),
        },
        drive(world) {
          world.run(TROUBLE_MS);
          world.heal();
          world.run(SETTLE_MS);
          world.inject({ kind: "crash", at: 0, node: victim });
          world.run(PATIENCE_MS);
          const byMs = world.now;
          if (!world.run(STAY_MS)) return;
          const broken = watch.judge(world.now, byMs);
          if (broken !== undefined) world.require(broken);
        },
      };
    },
  };
}

/** Messages are late, lost and doubled, but nodes stay as they are. */
export const RAIN: NetworkOptions = { latency: uniform(1, 60), loss: 0.15, duplication: 0.1 };
/** And what happens to nodes and links in a storm. */
export const STORM: Omit<Weather, "untilMs"> = {
  faults: [3, 12],
  mix: { crash: 2, pause: 1, partition: 2, slow: 1 },
};

/** What an oracle waits for. */
export interface Suspect {
  /** The one timer. */
  readonly type: "suspect";
  /** Whom it will suspect. */
  readonly key: NodeId;
}

/** What the oracle knows. */
export interface Oracle {
  /** Whom it suspects. */
  readonly suspected: Set<NodeId>;
}

/** Suspects the node before it in the ring, at any time and for good: weakly complete, and not accurate at all. */
export const oracle: Protocol<Oracle, never, Suspect> = {
  start(io) {
    const { length } = io.peers;
    io.wait(1, { type: "suspect", key: (io.self + length - 1) % length });
    return { suspected: new Set() };
  },
  upon: {},
  after: {
    suspect(s, { key }) {
      s.suspected.add(key);
    },
  },
};
