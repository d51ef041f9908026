/** What a shared text is tried in. @module */

import type { Storm } from "../../../kit/kit.ts";
import type { Clients } from "../../../model/clients.ts";
import { uniform } from "../../../sim/latency.ts";
import type { NetworkOptions } from "../../../sim/network_options.ts";
import type { Random } from "../../../sim/random.ts";
import type { Schedule } from "../../../sim/fault.ts";
import { weather } from "../../../sim/weather.ts";
import type { Message, Saved, Timer } from "../../causal_broadcast/messages.ts";
import type { Edit, Operation } from "../sequence/operation.ts";
import { fugue } from "../sequence/sequence.ts";
import type { Sequence } from "../sequence/state.ts";
import { type Change, sharedText, type TextState } from "./text.ts";

/** A storm of it. */
export type TextStorm = Storm<
  TextState,
  Message<Operation>,
  Timer,
  Saved<Sequence, Operation>,
  Change
>;

/** How long there are edits, and trouble, in ms. */
const RUN_MS = 2000;
/** How long after it all must have the same, in ms. */
const PATIENCE_MS = 5000;

/** An edit somewhere near the start, where others are. */
function anEdit(random: Random): Edit {
  const at = random.below(8);
  return random.chance(0.65)
    ? { type: "insert", at, text: "abcdefgh".slice(random.below(7)).slice(0, 3) }
    : { type: "delete", at, count: 1 + random.below(4) };
}

/** Clients that edit, each at its own node. */
function editors(random: Random, nodes: number): Clients<Message<Operation>> {
  return {
    workload: Array.from(
      { length: nodes },
      () =>
        Array.from({ length: 8 }, () => random.below(RUN_MS)).sort((a, b) => a - b)
          .map((at) => ({ input: { type: "update", update: anEdit(random) }, at })),
    ),
    ask: (input) => ({ type: "ask", input }),
    link: "local",
    timeoutMs: 100,
  };
}

function stormOf(
  words: string,
  network: NetworkOptions,
  faults: (random: Random, nodes: number) => Schedule = () => [],
): TextStorm {
  return {
    words,
    nodes: 3,
    leastNodes: 2,
    mostNodes: 12,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: sharedText({}, change),
        nodes,
        network,
        disk: { fsync: uniform(0, 5) },
        clients: editors(random, nodes),
        faults: faults(random, nodes),
      },
      drive(world) {
        world.run(RUN_MS);
        world.heal();
        world.requireProgress(
          PATIENCE_MS,
          "all have the same text, and know that all of it is stable",
          ({ states }) => {
            const all = states[0]?.delivered.join(), text = states[0] && fugue.value(states[0].app);
            return states.every((s) =>
              s?.delivered.join() === all && s?.stable.join() === all &&
              fugue.value(s!.app) === text
            );
          },
        );
      },
    }),
  };
}

/** The storms. */
export const storms: Readonly<Record<string, TextStorm>> = {
  calm: stormOf("messages take 1 to 30 ms and overtake each other", { latency: uniform(1, 30) }),
  "two sides": stormOf(
    "the nodes are cut in two for a second and a half, and all go on editing",
    { latency: uniform(1, 30) },
    (random, nodes) => {
      const cut = 1 + random.below(nodes - 1), all = Array.from({ length: nodes }, (_, id) => id);
      const sides = [all.slice(0, cut), all.slice(cut)] as const;
      return [{ kind: "partition", at: 200, forMs: 1500, sides }];
    },
  ),
  storm: stormOf(
    "messages are lost and come twice, nodes crash and pause, links break one way or both",
    { latency: uniform(1, 40), loss: 0.1, duplication: 0.1 },
    (random, nodes) =>
      weather(random, nodes, {
        untilMs: RUN_MS,
        faults: [4, 12],
        mix: { crash: 3, partition: 2, pause: 1, slow: 1 },
      }),
  ),
};
