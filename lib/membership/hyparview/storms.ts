/** What HyParView is tried in: few nodes, and small views, so that what is rare in large ones comes about. @module */

import type { Storm, StormRun } from "../../kit/kit.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import { hyparview } from "./hyparview.ts";
import { invariantsWith } from "./invariants.ts";
import type { Message, Timer } from "./messages.ts";
import { whyNoOverlay } from "./overlay_graph.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

type Run = World<State, Message, Timer>;
type Scenario = StormRun<State, Message, Timer, never>["scenario"];
type ViewStorm = Storm<State, Message, Timer, never, Partial<Rules>>;

/** How long there is trouble, in ms. */
const RUN_MS = 1500;
/** How long after it views must be in order, in ms. */
const PATIENCE_MS = 20_000;

/**
 * Small views, and beats that come soon; without what the paper does not have, so that each rule is seen to be needed.
 * They are for an odd number of nodes: nodes with three neighbours each can fall into groups that lack nothing, such as
 * four of eight, only if there is an even number of them.
 */
export const small: Partial<Settings> = {
  active: 3,
  passive: 6,
  walk: 3,
  passiveAt: 2,
  shuffleActive: 1,
  shufflePassive: 2,
  shuffleWalk: 2,
  shuffleMs: 300,
  contactEvery: 0,
  beatMs: 100,
  answerMs: 100,
  patience: 6,
  mixMs: 0,
  contacts: [0, 1],
  gapMs: 20,
};

/** With these, groups that lack nothing find each other, and so do contacts that have lost all but each other. */
export const mixed: Partial<Settings> = { ...small, contactEvery: 4, mixMs: 500 };

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly nodes?: number;
  readonly network?: NetworkOptions;
  readonly settings?: Partial<Settings>;
  readonly more?: (random: Random, nodes: number) => Partial<Scenario>;
  readonly start?: (node: NodeId) => Partial<State>;
  readonly drive?: (world: Run) => void;
}

function stormOf(trouble: Trouble): ViewStorm {
  const { words, network, settings = {}, more, start, drive = inTheEnd } = trouble;
  return {
    words,
    nodes: trouble.nodes ?? 11,
    leastNodes: start === undefined ? 4 : trouble.nodes!,
    mostNodes: start === undefined ? 60 : trouble.nodes!,
    run({ nodes, random, change }) {
      const all = { ...small, ...(nodes % 2 === 0 ? mixed : {}), ...settings };
      const protocol = hyparview(all, change);
      const scenario: Scenario = {
        protocol: start === undefined ? protocol : {
          ...protocol,
          start: (io, journal) => ({ ...protocol.start(io, journal), ...start(io.self) }),
        },
        nodes,
        network: network ?? { latency: uniform(1, 20) },
        invariants: invariantsWith({ active: all.active!, passive: all.passive! }),
        ...more?.(random, nodes),
      };
      return { scenario, drive };
    },
  };
}

/** How often it is looked whether all is well, in ms: to look after every event takes longer than the run. */
const LOOK_MS = 50;

/**
 * Requires that all is well some time within `withinMs`; `why` says what is not, and `words` what should be. Nobody who
 * is down comes back.
 */
export function requireSoon<S, M extends Tagged, T extends Tagged, R>(
  world: World<S, M, T, R>,
  withinMs: number,
  words: string,
  why: (states: World<S, M, T, R>["states"]) => string | undefined,
): void {
  const end = world.now + withinMs;
  while (why(world.states) !== undefined && world.now < end && world.run(LOOK_MS));
  world.require({
    name: "progress",
    words: `within ${withinMs} ms: ${words}`,
    check({ states }) {
      const wrong = why(states);
      return wrong === undefined ? undefined : { words: wrong, nodes: [] };
    },
  });
}

/** When the trouble is over, views are in order some time. */
function inTheEnd(world: Run): void {
  world.run(RUN_MS);
  world.heal();
  withoutTheDead(world);
}

/** The same, where those who are down stay down. */
function withoutTheDead(world: Run): void {
  const words = "neighbours are mutual, up, and join all nodes that are up";
  requireSoon(world, PATIENCE_MS, words, whyNoOverlay);
}

/** More messages in a second than a node has any use for, when nobody comes or goes. */
const MANY_MESSAGES = 80;

/** The storms. */
export const storms = {
  calm: stormOf({
    words: "nodes join one after another; messages take 1 to 20 ms and may overtake each other",
    drive(world) {
      inTheEnd(world);
      const before = world.messages, most = MANY_MESSAGES * world.states.length;
      world.run(1000);
      world.require({
        name: "quiet",
        words: "when nobody comes or goes, nodes beat and shuffle, and do no more",
        check: () =>
          world.messages - before <= most
            ? undefined
            : { words: `there were ${world.messages - before} messages in a second`, nodes: [] },
      });
    },
  }),
  "all at once": stormOf({
    words: "nodes join at the same time, all through one contact",
    nodes: 9,
    settings: { contacts: [0], gapMs: 0 },
  }),
  rain: stormOf({
    words: "besides, one message in five is lost, and one in ten comes twice",
    network: { latency: uniform(1, 20), loss: 0.2, duplication: 0.1 },
  }),
  storm: stormOf({
    words: "besides, nodes crash and pause, links break one way or both, copies come late",
    settings: mixed,
    network: { latency: uniform(1, 20), loss: 0.1, duplication: 0.1 },
    more: (random, nodes) => ({
      faults: weather(random, nodes, {
        untilMs: RUN_MS,
        faults: [3, 15],
        mix: { crash: 3, partition: 2, pause: 1, late: 1 },
      }),
    }),
  }),
  "mass failure": stormOf({
    words: "two thirds of the nodes crash at once, for good",
    nodes: 21,
    drive(world) {
      world.run(RUN_MS);
      const nodes = world.states.length;
      // The contacts are among those who stay.
      for (let node = Math.ceil(nodes / 3); node < nodes; node++) {
        world.inject({ kind: "crash", at: 0, node });
      }
      withoutTheDead(world);
    },
  }),
  "known to nobody": stormOf({
    words: "whom a node has for neighbours, and all others that it knows, crash at once, for good",
    nodes: 8,
    settings: { contactEvery: 0 },
    start: (node) => node === 2 ? { active: [3, 4], silent: [0, 0], passive: [5, 6, 7] } : {},
    drive(world) {
      for (const node of [3, 4, 5, 6, 7]) world.inject({ kind: "crash", at: 0, node });
      withoutTheDead(world);
    },
  }),
  "an island": stormOf({
    words:
      "three nodes have each other for neighbours, and six others, that are full, have each other",
    nodes: 9,
    start: (node) => node < 3 ? islander(node) : mainlander(node),
    settings: { contacts: [] },
  }),
};

/** One of three, who know some of the others. */
function islander(node: NodeId): Partial<State> {
  const active = [0, 1, 2].filter((each) => each !== node);
  return { active, silent: active.map(() => 0), passive: [3, 4, 5, 6, 7, 8] };
}

/** One of six, who have three neighbours each: those of the other half. */
function mainlander(node: NodeId): Partial<State> {
  const active = [3, 4, 5, 6, 7, 8].filter((each) => each % 2 !== node % 2);
  return { active, silent: active.map(() => 0), passive: [0, 1, 2] };
}
