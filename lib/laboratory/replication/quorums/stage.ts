/** ABD, small enough to be drawn: what is asked and what goes wrong is written down. @module */

import { level } from "../../../check/levels.ts";
import type { Latency } from "../../../model/latency.ts";
import type { Trace } from "../../../model/trace.ts";
import { abd } from "../../../replication/abd/abd.ts";
import { irregular, type RegisterHistory } from "../../../replication/abd/regular.ts";
import type { Rules } from "../../../replication/abd/rules.ts";
import type { Settings } from "../../../replication/abd/settings.ts";
import type { Ask } from "../../../replication/register/register.ts";
import type { Schedule } from "../../../sim/fault.ts";
import { constant } from "../../../sim/latency.ts";
import type { NetworkOptions } from "../../../sim/network_options.ts";
import { World } from "../../../sim/world.ts";

/** What is played. */
export interface QuorumPlay {
  /** How many nodes there are; default 3. */
  readonly nodes?: number;
  /** What is asked, when, in ms, and of which node; each by a client of its own that sits there. */
  readonly asks: readonly (Ask & { readonly ms: number; readonly at: number })[];
  /** Other settings than the usual ones; by default nobody asks again. */
  readonly settings?: Partial<Settings>;
  /** What is done wrong. */
  readonly rules?: Partial<Rules>;
  /** What goes wrong. */
  readonly faults?: Schedule;
  /** How long a message takes; default: always 5 ms, and none at all to the own node. */
  readonly latency?: Latency;
  /** Links that differ. */
  readonly links?: NetworkOptions["links"];
  /** How long it goes on, in ms. */
  readonly forMs: number;
  /** Default 1. */
  readonly seed?: number;
}

/** What came of it. */
export interface QuorumPlayed {
  /** The run. */
  readonly trace: Trace;
  /** What clients asked, and what they were answered. */
  readonly history: RegisterHistory;
  /** Whether the history is linearizable. */
  readonly linearizable: boolean;
  /** Whether it is regular. */
  readonly regular: boolean;
}

/** Plays it. */
export function playQuorums(
  {
    nodes = 3,
    asks,
    settings = {},
    rules = {},
    faults = [],
    latency = constant(5),
    links = [],
    forMs,
    seed = 1,
  }: QuorumPlay,
): QuorumPlayed {
  const own = Array.from({ length: nodes }, (_, node) => ({
    from: node,
    to: node,
    latency: constant(0),
  }));
  const world = new World({
    protocol: abd({ againMs: Infinity, ...settings }, rules),
    nodes,
    network: { latency, links: [...own, ...links] },
    faults,
    seed,
    states: true,
    clients: {
      workload: asks.map(({ ms, at: _, ...input }) => [{ input, at: ms }]),
      ask: (input) => input as Ask,
      to: ({ client }) => asks[client]!.at,
      link: "local",
    },
  });
  world.run(forMs);
  const history = world.history as RegisterHistory;
  return {
    trace: world.trace,
    history,
    linearizable: level("linearizable").check(history).verdict === "ok",
    regular: irregular(history) === undefined,
  };
}
