/** What SWIM is tried in: lost messages, crashes, pauses, partitions, and members that come and go. @module */

import type { Storm } from "../../kit/kit.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { Schedule } from "../../sim/fault.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import { invariants, refutes, whateverIsWiped } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import {
  allSee,
  completeness,
  leftIsLeft,
  nobodySuspected,
  nobodyWaits,
  suspicionsLast,
  whatIsMissing,
} from "./promises.ts";
import { lifeguard, type Settings } from "./settings.ts";
import type { State } from "./state.ts";
import {
  bad,
  comingAndGoing,
  crashes,
  crashesOfOne,
  crashOf,
  crashOnly,
  leavesAlone,
  leaving,
  newcomers,
  oneLink,
  othersCrash,
  parted,
  thirdCrashes,
  type Told,
  TROUBLE_MS,
} from "./storms/faults.ts";

/** With more nodes a run takes minutes. */
const MOST_NODES = 40;
/** How long after it everybody must see the same where nobody says, in ms. */
const PATIENCE_MS = 120_000;

/** What is not the same in all storms. Times are in ms. */
interface Trouble {
  readonly words: string;
  readonly network: NetworkOptions;
  readonly settings?: Partial<Settings>;
  /** Default 6. */
  readonly nodes?: number;
  readonly leastNodes?: number;
  readonly faults?: (random: Random, nodes: number) => Schedule;
  readonly told?: (random: Random, nodes: number) => readonly Told[];
  /** What else holds all the time. */
  readonly always?: readonly Invariant<State>[];
  /** What holds of members at any time; default: all that is to be said. */
  readonly holds?: readonly Invariant<State>[];
  readonly troubleMs?: number;
  /** What holds when the trouble is over, before anybody who is down comes back. */
  readonly after?: readonly Invariant<State>[];
  readonly patienceMs?: number;
}

/** A storm of SWIM. */
export type SwimStorm = Storm<State, Message, Timer, Saved, Change>;
type SwimWorld = World<State, Message, Timer, Saved>;

function stormOf(trouble: Trouble): SwimStorm {
  const { words, network, nodes = 6, leastNodes = 3, settings = {}, always = [] } = trouble;
  const { holds = invariants } = trouble;
  return {
    words,
    nodes,
    leastNodes,
    // What is looked at after each step are all pairs of members.
    mostNodes: Math.max(nodes, MOST_NODES),
    run({ nodes, random, change }) {
      const faults = trouble.faults?.(random, nodes) ?? [];
      const told = trouble.told?.(random, nodes) ?? [];
      return {
        scenario: {
          protocol: protocolWith(change, settings),
          nodes,
          network,
          faults,
          invariants: [...holds, ...always],
        },
        drive: (world) => drive(world, trouble, told),
      };
    },
  };
}

function drive(world: SwimWorld, trouble: Trouble, told: readonly Told[]): void {
  const { troubleMs = TROUBLE_MS, after = [], patienceMs = PATIENCE_MS } = trouble;
  for (const { at, node, message } of told.toSorted((a, b) => a.at - b.at)) {
    world.run(Math.max(0, at - world.now));
    if (world.states[node] !== undefined) world.tell(node, message);
  }
  world.run(Math.max(0, troubleMs - world.now));
  for (const property of after) world.require(property);
  world.requireProgress(
    patienceMs,
    "all members see all as they are, and doubt themselves no more",
    ({ states }) => allSee({ states }) && states.every((s) => (s?.awareness ?? 0) === 0),
    whatIsMissing,
  );
}

const rain: NetworkOptions = { latency: uniform(1, 100), loss: 0.1, duplication: 0.1 };
const drizzle: NetworkOptions = { latency: uniform(1, 40), loss: 0.02, duplication: 0.05 };

/** The storms. */
export const storms: Readonly<Record<string, SwimStorm>> = {
  rain: stormOf({
    words: "messages take 1 to 100 ms, one in ten is lost, one in ten comes twice",
    network: rain,
  }),
  "loss 30 %": stormOf({
    words: "three in ten messages are lost",
    network: { latency: uniform(1, 100), loss: 0.3 },
  }),
  storm: stormOf({
    words: "nodes crash and pause, links break one way or both, slow down, and bring old copies",
    network: drizzle,
    faults: (random, nodes) => weather(random, nodes, bad),
  }),
  crashes: stormOf({
    words: "some nodes crash, and stay down until all must know",
    network: drizzle,
    faults: crashes,
    after: [completeness],
  }),
  wiped: stormOf({
    words: "one node crashes again and again, and may lose its disk; nobody compares all",
    // Two that come back from that at once may each hear that the other is dead, and then only whole exchanges help.
    network: { latency: uniform(1, 40), duplication: 0.05 },
    settings: { syncMs: 0 },
    faults: crashesOfOne,
    holds: whateverIsWiped,
  }),
  parted: stormOf({
    words: "two sides take each other for dead, and then hear each other again",
    network: drizzle,
    faults: parted,
    troubleMs: 62_000,
    patienceMs: 300_000,
  }),
  churn: stormOf({
    words: "all but two come, some go and come again, and nodes crash",
    network: drizzle,
    settings: { members: 2, syncMs: 10_000 },
    told: comingAndGoing,
    faults: (random, nodes) => weather(random, nodes, crashOnly),
  }),
  newcomers: stormOf({
    words: "one of three crashes, and the group grows meanwhile, with Lifeguard",
    network: { latency: uniform(1, 40) },
    settings: { ...lifeguard, members: 3 },
    leastNodes: 5,
    told: newcomers,
    faults: thirdCrashes,
    always: [suspicionsLast],
  }),
  alone: stormOf({
    words: "all others crash, and the one that is left leaves before it knows, and comes again",
    network: { latency: uniform(1, 40) },
    nodes: 3,
    told: leavesAlone,
    faults: othersCrash,
    troubleMs: 50_000,
    after: [completeness],
  }),
  leaves: stormOf({
    words: "two leave, and messages are late",
    network: { latency: uniform(1, 40) },
    told: leaving,
    after: [leftIsLeft],
  }),
  lifeguard: stormOf({
    words: "the storm, with Lifeguard",
    network: drizzle,
    settings: lifeguard,
    faults: (random, nodes) => weather(random, nodes, bad),
  }),
  many: stormOf({
    words: "one of sixty crashes, and all must soon know; nobody compares all",
    network: { latency: uniform(1, 40) },
    nodes: 60,
    settings: { syncMs: 0 },
    faults: crashOf,
    troubleMs: 25_000,
    // Whatever looks at all pairs of sixty after each step takes too long.
    holds: [refutes],
    after: [completeness],
  }),
  "one link": stormOf({
    words: "two members never hear each other, and all others hear all",
    network: { latency: uniform(1, 40) },
    faults: oneLink,
    always: [nobodySuspected, nobodyWaits],
    troubleMs: 15_000,
  }),
};
