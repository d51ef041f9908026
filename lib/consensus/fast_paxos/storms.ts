/** What Fast Paxos is tried in: everybody wants another value decided, while the network and the machines do what they like. @module */

import type { Storm } from "../../kit/kit.ts";
import type { Clients } from "../../model/clients.ts";
import type { Invariant } from "../../model/invariant.ts";
import {
  fastMajorities,
  type FastQuorums,
  fastWeighted,
  twoThirds,
} from "../../replicated/quorum/fast.ts";
import type { DiskOptions } from "../../sim/disk.ts";
import { constant, uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import { type Weather, weather } from "../../sim/weather.ts";
import { type Change, protocolWith } from "./bugs.ts";
import { agreement, validity } from "../one_value.ts";
import { invariantsWith } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** How long there is trouble, in ms. */
const TROUBLE_MS = 600;
/** All propose within so many ms, so that they collide. */
const TOGETHER_MS = 30;
/** How long after it everybody must know what is decided, in ms. */
const PATIENCE_MS = 5000;
/** With more nodes, coordinators who hardly wait are in each other's way for longer than that. */
const MOST_NODES = 7;

/** One client for each node: it wants a value decided, and asks once more when all is well; or only then, at the leader. */
function wishes(random: Random, nodes: number, leaderAsks: boolean): Clients<Message> {
  return {
    workload: Array.from({ length: nodes }, (_, client) => [
      ...(client === 0 && !leaderAsks
        ? []
        : [{ input: `value ${client}`, at: random.below(TOGETHER_MS) }]),
      { input: `value ${nodes + client}`, at: TROUBLE_MS },
    ]),
    ask: (value) => ({ type: "propose", value: value as string }),
    timeoutMs: 250,
    retries: 100,
  };
}

/** Whatever may be set without doing harm. */
function anySettings(random: Random): Partial<Settings> {
  return {
    quorums: random.chance(0.5) ? fastMajorities : twoThirds,
    prepared: random.chance(0.3),
    fastRounds: [0, 1, 2, Infinity][random.below(4)]!,
    recovery: (["coordinated", "uncoordinated", "new ballot"] as const)[random.below(3)]!,
  };
}

/** Node 0 has three votes and all others one; two thirds of all votes are needed. */
const weights: FastQuorums = (members) => {
  const votes = new Map(members.map((member) => [member, member === 0 ? 3 : 1]));
  const most = Math.floor(2 * (members.length + 2) / 3) + 1;
  return fastWeighted(votes, most, most)(members);
};

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly network: NetworkOptions;
  /** Default 5. */
  readonly nodes?: number;
  /** Default 1. */
  readonly leastNodes?: number;
  /** Default: any. */
  readonly settings?: (random: Random) => Partial<Settings>;
  readonly weather?: Omit<Weather, "untilMs">;
  readonly disk?: DiskOptions;
  /** Whether the leader proposes like all others, and so takes over where it is late itself; default true. */
  readonly leaderAsks?: boolean;
}

function stormOf(
  {
    words,
    network,
    nodes = 5,
    leastNodes = 1,
    settings = anySettings,
    weather: bad,
    disk,
    leaderAsks = true,
  }: Trouble,
): Storm<State, Message, Timer, Saved, Change> {
  return {
    words,
    nodes,
    leastNodes,
    mostNodes: MOST_NODES,
    run: ({ nodes, random, change }) => {
      const chosen = settings(random);
      return {
        scenario: {
          protocol: protocolWith(change, chosen),
          nodes,
          network,
          clients: wishes(random, nodes, leaderAsks),
          invariants: invariantsFor(chosen, disk),
          ...(disk === undefined ? {} : { disk }),
          faults: bad === undefined ? [] : weather(random, nodes, { untilMs: TROUBLE_MS, ...bad }),
        },
        drive(world) {
          world.run(TROUBLE_MS);
          world.requireProgress(
            PATIENCE_MS,
            "everybody is told what is decided",
            () => !world.clientsBusy,
          );
        },
      };
    },
  };
}

/** An observer sees votes and promises that a slow disk may yet forget; nobody else does. */
function invariantsFor(
  { quorums = fastMajorities }: Partial<Settings>,
  disk: DiskOptions | undefined,
): readonly Invariant<State>[] {
  return disk === undefined ? invariantsWith(quorums) : [agreement, validity];
}

/** Coordinators who hardly wait, for anybody, until much has come to nothing. */
const impatient = { patienceMs: 30, backoffMs: 5, mostBackoffMs: 500 } as const;
const hasty = (random: Random) => ({ ...anySettings(random), ...impatient });

/** The storms. */
export const storms = {
  calm: stormOf({
    words: "messages take 1 to 30 ms and overtake each other",
    nodes: 4,
    network: { latency: uniform(1, 30) },
  }),
  rain: stormOf({
    words: "besides, one in five is lost, and one in five comes twice",
    network: { latency: uniform(1, 30), loss: 0.2, duplication: 0.2 },
  }),
  storm: stormOf({
    words: "besides rain, nodes crash and pause, and links break",
    network: { latency: uniform(1, 30), loss: 0.1, duplication: 0.1 },
    weather: {
      faults: [2, 20],
      spanMs: [1, 300],
      mix: { crash: 3, partition: 2, pause: 1, late: 1 },
      lateMs: TROUBLE_MS,
    },
  }),
  duels: stormOf({
    words: "coordinators hardly stand back, and a third of the messages is lost",
    nodes: 4,
    network: { latency: uniform(1, 30), loss: 0.3, duplication: 0.2 },
    settings: hasty,
  }),
  "a far leader": stormOf({
    words: "the leader hears late of collisions, when others have recovered from them",
    nodes: 3,
    leastNodes: 3,
    network: {
      latency: uniform(1, 30),
      duplication: 0.1,
      links: [1, 2].map((from) => ({ from, to: 0, latency: uniform(1, 250) })),
    },
    settings: (random) => ({
      ...hasty(random),
      prepared: true,
      fastRounds: 1,
      recovery: "coordinated",
    }),
    leaderAsks: false,
  }),
  restarts: stormOf({
    words: "besides, nodes crash again and again, and are back at once",
    nodes: 4,
    network: { latency: uniform(1, 30), loss: 0.1, duplication: 0.2 },
    settings: hasty,
    weather: { faults: [20, 60], spanMs: [1, 12], mix: { crash: 1 } },
  }),
  "slow disks": stormOf({
    words: "nodes crash again and again, and what they save is durable only some ms later",
    nodes: 4,
    network: { latency: uniform(1, 30), loss: 0.1, duplication: 0.3, copyLatency: uniform(1, 150) },
    settings: hasty,
    weather: { faults: [20, 60], spanMs: [1, 12], mix: { crash: 1 } },
    disk: { fsync: uniform(0, 30) },
  }),
  weights: stormOf({
    words: "node 0 has three votes and all others one, and some messages are lost",
    network: { latency: uniform(1, 30), loss: 0.1 },
    settings: (random) => ({ ...hasty(random), quorums: weights }),
  }),
  "in step": stormOf({
    words: "each message takes 5 ms, so that nodes that do the same do it at the same time",
    nodes: 3,
    network: { latency: constant(5) },
  }),
};
