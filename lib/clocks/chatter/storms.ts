/** What clocks are tried in: nodes chat for a third of a second, and their wall clocks are apart. @module */

import type { Storm } from "../../kit/kit.ts";
import type { Invariant } from "../../model/invariant.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import { weather } from "../../sim/weather.ts";
import {
  type Chat,
  chatter,
  type Clock,
  type Rules,
  type Saved,
  savingChatter,
  type Speak,
  type State,
} from "./chatter.ts";

/** A bug replaces some of the rules of a clock. */
export type ClockChange<C> = Partial<Rules<C>>;
/** A storm around nodes that chat. */
export type ClockStorm<C> = Storm<State<C>, Chat<C>, Speak, Saved<C>, ClockChange<C>>;

/** How long nodes chat, in ms. */
const RUN_MS = 300;

/** The storms of a clock, where any two wall clocks are at most `apartMs` apart. */
export function stormsFor<C>(
  { rules }: Clock<C>,
  apartMs: number,
): Readonly<Record<"calm" | "rain", ClockStorm<C>>> {
  const storm = (words: string, network: NetworkOptions, pauses: boolean): ClockStorm<C> => ({
    words: `${words}; wall clocks are up to ${apartMs} ms apart`,
    nodes: 3,
    leastNodes: 2,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: chatter({ ...rules, ...change }),
        nodes,
        network,
        clocks: { maxOffsetMs: apartMs / 2 },
        ...(pauses
          ? {
            faults: weather(random, nodes, {
              untilMs: RUN_MS,
              faults: [0, 3],
              mix: { pause: 1, slow: 1, partition: 1 },
              spanMs: [1, 100],
            }),
          }
          : {}),
      },
      drive: (world) => void world.run(RUN_MS),
    }),
  });
  return {
    calm: storm("messages take 2 to 20 ms and may overtake each other", {
      latency: uniform(2, 20),
    }, false),
    rain: storm("messages are late, lost, or come twice, and nodes pause", {
      latency: uniform(2, 80),
      loss: 0.1,
      duplication: 0.1,
    }, true),
  };
}

/** How far a clock may jump while its node is down, or at any other time, in ms. */
const JUMP_MS = 30;

/** A storm in which nodes crash, for clocks that outlive it, and for what holds wherever wall clocks jump. */
export function crashesFor<C>(
  { rules }: Clock<C>,
  invariants: readonly Invariant<State<C>>[],
): ClockStorm<C> {
  return {
    words: `nodes crash and are soon back, and wall clocks jump by up to ${JUMP_MS} ms`,
    nodes: 3,
    leastNodes: 2,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: savingChatter({ ...rules, ...change }, 10),
        nodes,
        network: { latency: uniform(1, 5) },
        disk: { fsync: uniform(1, 3) },
        faults: weather(random, nodes, {
          untilMs: RUN_MS,
          faults: [3, 9],
          mix: { crash: 2, clock: 1 },
          spanMs: [1, 20],
          jumpMs: JUMP_MS,
        }),
        invariants,
      },
      drive: (world) => void world.run(RUN_MS),
    }),
  };
}
