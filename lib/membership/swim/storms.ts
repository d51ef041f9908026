/** What SWIM is tried in. @module */

import type { Storm } from "../../kit/kit.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import { type Change, protocolWith } from "./bugs.ts";
import { sees } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** How long there is trouble, in ms. */
const TROUBLE_MS = 40_000;
/** How long after it everybody must see the same, in ms. */
const PATIENCE_MS = 60_000;

interface Trouble {
  readonly words: string;
  readonly network: NetworkOptions;
  readonly nodes?: number;
  readonly settings?: Partial<Settings>;
}

function stormOf(
  { words, network, nodes = 6, settings = {} }: Trouble,
): Storm<State, Message, Timer, Saved, Change> {
  return {
    words,
    nodes,
    run: ({ nodes, change }) => ({
      scenario: { protocol: protocolWith(change, settings), nodes, network },
      drive(world) {
        world.run(TROUBLE_MS);
        world.requireProgress(
          PATIENCE_MS,
          "everybody sees everybody as they are",
          ({ states }) =>
            states.every((s) => states.every((other) => s === other || sees(s!, other!))),
        );
      },
    }),
  };
}

/** The storms. */
export const storms: Readonly<Record<string, Storm<State, Message, Timer, Saved, Change>>> = {
  rain: stormOf({
    words: "messages take 1 to 100 ms, one in ten is lost, one in ten comes twice",
    network: { latency: uniform(1, 100), loss: 0.1, duplication: 0.1 },
  }),
};
