/** What gossip is tried in, and what must hold in the end. @module */

import type { Storm, StormRun } from "../../kit/kit.ts";
import type { Clients } from "../../model/clients.ts";
import type { Invariant, Snapshot } from "../../model/invariant.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import { type Weather, weather } from "../../sim/weather.ts";
import { type Change, protocolWith } from "./bugs.ts";
import { invariants, lostForAReason } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { anyone, overlay } from "./partners.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** How long there is trouble, and how long it may take afterwards until all have heard all, in ms. */
const TROUBLE_MS = 2000, PATIENCE_MS = 20_000;

/** Anything that can be chosen and does not change what is promised. */
function anySettings(random: Random, nodes: number): Partial<Settings> {
  const direction = (["push", "pull", "push-pull"] as const)[random.below(3)]!;
  const connectionLimit = random.chance(0.7) ? Infinity : 1 + random.below(2);
  return {
    direction,
    connectionLimit: direction === "push-pull" ? Infinity : connectionLimit,
    feedback: random.chance(0.5),
    interest: random.chance(0.5) ? "counter" : "coin",
    k: 1 + random.below(3),
    fanout: 1 + random.below(2),
    hunts: random.below(3),
    partners: random.chance(0.7) ? anyone : overlay(ringOf(nodes)),
  };
}

/** Each node knows the two before it and the two after it. */
export function ringOf(nodes: number): readonly (readonly number[])[] {
  return Array.from({ length: nodes }, (_, node) => {
    const around = [-2, -1, 1, 2].map((step) => (node + step + 2 * nodes) % nodes);
    return [...new Set(around)].filter((other) => other !== node);
  });
}

/** Some clients, each of whom tells some rumours to its node. */
function tellers(random: Random, nodes: number, each: number): Clients<Message> {
  const clients = Math.min(3, nodes);
  return {
    workload: Array.from(
      { length: clients },
      (_, client) =>
        Array.from({ length: each }, (_, nth) => ({
          input: `${"abc"[client]}${nth + 1}`,
          at: random.below(TROUBLE_MS),
        })).sort((a, b) => a.at - b.at),
    ),
    ask: (input) => ({ type: "tell", body: input as string }),
    timeoutMs: 200,
  };
}

/** Whether everybody knows what was acknowledged, and nobody spreads anything any more. */
export function allIsKnown({ states, history }: Snapshot<State>): boolean {
  const told = history.filter(({ outcome }) => outcome === "ok");
  return states.every((s) =>
    s !== undefined && s.hot.size === 0 &&
    told.every(({ output, input }) => s.known.get(output as string)?.body === input)
  );
}

/** What may be promised. */
const goals = {
  known: { words: "all know all, and it is quiet", holds: allIsKnown },
  forgotten: {
    words: "all is forgotten",
    holds: ({ states }: Snapshot<State>) => states.every((s) => s?.known.size === 0),
  },
  quiet: {
    words: "nobody spreads anything any more",
    holds: ({ states }: Snapshot<State>) => states.every((s) => s?.hot.size === 0),
  },
};

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly network: NetworkOptions;
  /** Default 8. */
  readonly nodes?: number;
  /** Default 2. */
  readonly leastNodes?: number;
  /** How many rumours each of three clients tells; default 2. */
  readonly rumours?: number;
  /** Default: any. */
  readonly settings?: (random: Random, nodes: number) => Partial<Settings>;
  readonly weather?: Omit<Weather, "untilMs">;
  /** What must be so in the end; default: "known". */
  readonly inTheEnd?: keyof typeof goals;
}

function stormOf(trouble: Trouble): Storm<State, Message, Timer, Saved, Change> {
  const { words, network, nodes = 8, leastNodes = 2, rumours = 2 } = trouble;
  const { settings = anySettings, inTheEnd = "known" } = trouble;
  return {
    words,
    nodes,
    leastNodes,
    run: ({ nodes, random, change }): StormRun<State, Message, Timer, Saved> => {
      const chosen = settings(random, nodes);
      return {
        scenario: {
          protocol: protocolWith(change, chosen),
          nodes,
          network,
          clients: tellers(random, nodes, rumours),
          invariants: invariantsFor(chosen, change),
          faults: trouble.weather === undefined
            ? []
            : weather(random, nodes, { untilMs: TROUBLE_MS, ...trouble.weather }),
        },
        drive(world) {
          world.run(TROUBLE_MS + 500);
          const { words, holds } = goals[inTheEnd];
          world.requireProgress(PATIENCE_MS, words, holds);
        },
      };
    },
  };
}

/** Where rumours do not die of age, they are given up for the reason that the settings name. */
function invariantsFor(chosen: Partial<Settings>, change?: Change): readonly Invariant<State>[] {
  const { feedback = true, interest = "counter", k = 2, lifeMs = Infinity } = {
    ...chosen,
    ...change?.settings,
  };
  if (lifeMs < Infinity) return invariants;
  return [...invariants, lostForAReason({ feedback, least: interest === "coin" ? 1 : k })];
}

/** Rumours that live for a second and a half, are kept for another, and remembered for two more. */
const shortLives = (random: Random, nodes: number) => ({
  ...anySettings(random, nodes),
  k: 2 + random.below(20),
  partners: anyone,
  backupMs: 200,
  lifeMs: 1500,
  keepMs: 2500,
  forgetMs: 4500,
});

/** The storms. */
export const storms = {
  calm: stormOf({
    words: "messages take 1 to 20 ms and overtake each other",
    network: { latency: uniform(1, 20) },
  }),
  rain: stormOf({
    words: "besides, one in five is lost, and one in five comes twice",
    network: { latency: uniform(1, 40), loss: 0.2, duplication: 0.2 },
  }),
  storm: stormOf({
    words: "besides rain, nodes crash and pause, and links break",
    network: { latency: uniform(1, 40), loss: 0.1, duplication: 0.1 },
    weather: { faults: [2, 15], mix: { crash: 3, partition: 2, pause: 1, slow: 1 } },
  }),
  restarts: stormOf({
    words: "nodes crash again and again, and are back at once",
    network: { latency: uniform(1, 20) },
    nodes: 4,
    rumours: 5,
    weather: { faults: [20, 40], spanMs: [1, 40], mix: { crash: 1 } },
  }),
  "many rumours": stormOf({
    words: "many rumours are told at once, some of which are older than others",
    network: { latency: uniform(1, 20) },
    rumours: 10,
    settings: (random) => ({ k: 2 + random.below(3) }),
  }),
  "short lives": stormOf({
    words: "rumours are forgotten after a while, and messages may come twice, late",
    network: { latency: uniform(1, 50), duplication: 0.2, copyLatency: uniform(1, 300) },
    settings: shortLives,
    inTheEnd: "forgotten",
  }),
  "a long sleep": stormOf({
    words: "rumours are soon forgotten, and nodes sleep for longer while messages wait for them",
    network: { latency: uniform(1, 10) },
    settings: () => ({ roundMs: 20, backupMs: Infinity, lifeMs: 150, keepMs: 200, forgetMs: 400 }),
    weather: { faults: [4, 8], spanMs: [500, 1000], mix: { pause: 1 } },
    inTheEnd: "quiet",
  }),
  "a long way round": stormOf({
    words:
      "each node knows the next one only, and a rumour dies before it has been all the way round",
    network: { latency: uniform(1, 10) },
    nodes: 24,
    leastNodes: 24,
    settings: (_, nodes) => ({
      partners: overlay(Array.from({ length: nodes }, (_, node) => [(node + 1) % nodes])),
      backupMs: Infinity,
      lifeMs: 300,
      keepMs: 400,
      forgetMs: 800,
    }),
    inTheEnd: "quiet",
  }),
};
