/** What nodes have to say in a storm of broadcasts. @module */

import type { Clients } from "../../model/clients.ts";
import type { Random } from "../../sim/random.ts";

/** What a node is asked to broadcast. */
export interface Speech {
  /** Tells it from what nodes say to each other. */
  readonly type: "broadcast";
  /** What is said. */
  readonly payload: string;
}

/** Each node broadcasts three times, within 100 ms. */
export function speeches(random: Random, nodes: number): Clients<Speech> {
  return {
    workload: Array.from(
      { length: nodes },
      (_, client) =>
        ["a", "b", "c"].map((letter) => ({
          input: `${letter}${client}`,
          at: random.below(100),
        })),
    ),
    ask: (payload) => ({ type: "broadcast", payload: payload as string }),
    link: "local",
  };
}
