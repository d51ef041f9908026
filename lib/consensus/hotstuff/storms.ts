/** What HotStuff is tried in. The last two nodes are the proxies of clients, all others are replicas. @module */

import type { Setting, Storm, StormRun } from "../../kit/kit.ts";
import type { Ask, Clients } from "../../model/clients.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import type { Script } from "../../security/adversary/deceit.ts";
import { drawnScript } from "../../security/adversary/draw.ts";
import { amongLoyal } from "../../security/adversary/loyal.ts";
import { puppet } from "../../security/adversary/puppet.ts";
import { type Traitor, type Treason, withTraitors } from "../../security/adversary/traitors.ts";
import { uniform } from "../../sim/latency.ts";
import type { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import { faults, quorum } from "../byzantine_quorum.ts";
import { linearizableStore } from "../storms/promises.ts";
import {
  backwardRules,
  equivocator,
  forger,
  grafter,
  hider,
  REPLICA_TYPES,
  reviver,
  silentLeader,
  withholder,
} from "./adversaries.ts";
import { weaver, WEAVERS_TENURE } from "./adversaries/weaver.ts";
import { type Change, protocolWith } from "./bugs.ts";
import { basicInvariants, invariants } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Options } from "./settings.ts";
import type { Replica, State } from "./state.ts";

/** What a node is in a storm. */
export type Anybody = State | Traitor;
type Run = StormRun<Anybody, Message, Timer, Saved>;
/** A storm around HotStuff. */
export type HotStuffStorm = Storm<Anybody, Message, Timer, Saved, Change>;

/** When the last fault sets in, in ms. */
const TROUBLE_MS = 2000;
/** When clients ask for the last time, in ms. */
const WELL_MS = TROUBLE_MS + 2500;
/** By then all must be well again, in ms after the last fault. */
const PATIENCE_MS = 60_000;
/** How many proxies there are, and how many clients beside each. */
const PROXIES = 2, CLIENTS = 4, OPERATIONS = 8, LAST = 2;

/** Who lies. */
type Lying = "nobody" | "by chance" | "knowingly" | "weaving" | "twins";

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly lying: Lying;
  /** How many messages in a hundred are lost and doubled, at most. */
  readonly percent: number;
  /** How long a message takes at least, and at most at most, in ms; default 1 and 30. */
  readonly latencyMs?: readonly [number, number];
  /** How many things go wrong besides: the least and the most. */
  readonly faults: readonly [number, number];
}

/** Whether this can be asked of the store. */
export function isStoreCommand(command: unknown): boolean {
  const { type, key, value } = Object(command) as Record<string, unknown>;
  if (typeof key !== "string") return false;
  return type === "get" || (type === "put" || type === "append") && typeof value === "string";
}

function run(
  { lying, percent, latencyMs: [least, most] = [1, 30], faults: many }: Trouble,
  usual: Partial<Options>,
  { random, nodes, change }: Setting<Change>,
): Run {
  const replicas = nodes - PROXIES;
  const liars = lying === "nobody" ? [] : someOf(random, replicas, faults(replicas));
  const loyal = Array.from({ length: replicas }, (_, node) => node)
    .filter((node) => !liars.includes(node));
  const options: Options = {
    machine: keyValueMachine as Options["machine"],
    isCommand: isStoreCommand,
    replicas,
    variant: random.chance(0.5) ? "three-chain" : "hotstuff-2",
    tenure: usual.style === "basic" ? 1 + random.below(2) : 4 + random.below(3),
    maxBatch: 1 + random.below(4),
    maxBlocks: 1 + random.below(8),
    // Liars who know what they want may well lead one after the other, and first.
    ...(lying === "knowingly" ? { order: [...liars, ...liars, ...loyal] } : {}),
    ...(lying === "weaving"
      ? { order: [liars[0]!, liars[0]!, liars[0]!, ...loyal], tenure: WEAVERS_TENURE }
      : {}),
    ...usual,
  };
  const protocol = protocolWith(change, options);
  const twins = lying === "twins" ? liars : [];
  const copies = twins.map((_, i) => nodes + i);
  return {
    scenario: {
      protocol: lying === "nobody" || lying === "twins"
        ? protocol as Protocol<Anybody, Message, Timer, Saved>
        : withLiars(protocol, liars, { lying, nodes, replicas, random, options, change }),
      nodes,
      twins,
      network: {
        latency: uniform(least, least + random.below(most - least + 1)),
        loss: random.below(percent + 1) / 100,
        duplication: random.below(percent + 1) / 100,
      },
      faults: weather(random, replicas + copies.length, {
        fromMs: 50,
        untilMs: TROUBLE_MS,
        faults: many,
        mix: lying === "nobody"
          ? { crash: 3, partition: 3, pause: 1, late: 1 }
          : { partition: 3, pause: 1, late: 1 },
      }),
      clients: clientsFor(random, replicas),
      invariants: amongLoyal(usual.style === "basic" ? basicInvariants : invariants, [
        ...twins,
        ...copies,
      ]),
    },
    drive: (world) => drive(world, [...liars, ...copies]),
  };
}

/** Some of the replicas. */
function someOf(random: Random, replicas: number, count: number): NodeId[] {
  const all = Array.from({ length: replicas }, (_, node) => node);
  return Array.from({ length: count }, () => all.splice(random.below(all.length), 1)[0]!);
}

function withLiars(
  protocol: Protocol<State, Message, Timer, Saved>,
  liars: readonly NodeId[],
  { lying, nodes, replicas, random, options, change }: {
    readonly lying: Lying;
    readonly nodes: number;
    readonly replicas: number;
    readonly random: Random;
    readonly options: Options;
    readonly change: Change | undefined;
  },
): Protocol<Anybody, Message, Timer, Saved> {
  const treasonOf = (liar: NodeId): Treason<Message> => {
    const all = Array.from({ length: nodes }, (_, node) => node).filter((node) => node !== liar);
    const following = (script: Script) => puppet(protocol, script, liars);
    if (lying === "by chance") {
      const may = { listeners: all, types: REPLICA_TYPES };
      return following(drawnScript((n) => random.below(n), may));
    }
    const others = all.filter((node) => node < replicas);
    if (lying === "weaving") return weaver("hotstuff", others, quorum(replicas));
    const around = { others, proxies: all.filter((node) => node >= replicas) };
    switch (random.below(7)) {
      case 0:
        return following(silentLeader(around));
      case 1:
        return following(withholder(around));
      case 2:
        return following(equivocator(around, 1 + random.below(others.length - 1)));
      case 3:
        return forger(protocol, around, quorum(replicas));
      case 4:
        return grafter(protocol, around);
      case 5: {
        const view = 1 + random.below(5), victim = others[random.below(others.length)]!;
        const rules = { ...change?.rules, ...backwardRules(view) };
        return reviver(protocolWith({ ...change, rules }, options), around, victim, view);
      }
      default:
        return following(
          hider(around, others[random.below(others.length)]!, random.below(4 * nodes)),
        );
    }
  };
  return withTraitors(protocol, Object.fromEntries(liars.map((liar) => [liar, treasonOf(liar)])));
}

/** Clients sit beside their proxies, and ask three keys. */
function clientsFor(random: Random, replicas: number): Clients<Message> {
  const ask = (): Ask => {
    const key = "xyz"[random.below(3)]!, value = `${random.below(1e6)};`;
    const type = ["get", "put", "append"][random.below(3)]!;
    return { input: type === "get" ? { type, key } : { type, key, value } };
  };
  const some = (count: number) => Array.from({ length: count }, ask);
  return {
    workload: Array.from({ length: CLIENTS }, () => [
      ...some(OPERATIONS - LAST),
      ...some(LAST).map((each) => ({ ...each, at: WELL_MS })),
    ]),
    ask: (command) => ({ type: "operation", command }),
    to: ({ client }) => replicas + client % PROXIES,
    link: "local",
    think: uniform(1, 200),
  };
}

function drive(
  world: World<Anybody, Message, Timer, Saved>,
  liars: readonly NodeId[],
): void {
  world.run(TROUBLE_MS);
  world.requireProgress(
    PATIENCE_MS,
    "all clients are done, and all loyal replicas have executed the same",
    ({ states }) => {
      if (world.clientsBusy) return false;
      const loyal = states.filter((s, node): s is Replica =>
        !liars.includes(node) && (s as Replica | undefined)?.role === "replica"
      );
      return loyal.every(({ executed }) => executed === loyal[0]!.executed);
    },
  );
  world.require(linearizableStore as Invariant<Anybody>);
}

const troubles = {
  weather: {
    words: "messages are late, lost and doubled, replicas crash and links break; nobody lies",
    lying: "nobody",
    percent: 5,
    faults: [4, 16],
  },
  traitors: {
    words:
      "f replicas lie by chance: two faces, silence, delay, replays, wrong fields; links break",
    lying: "by chance",
    percent: 3,
    faults: [2, 8],
  },
  schemers: {
    words: "f replicas do as leaders what hurts: propose two blocks, nothing, or to one alone",
    lying: "knowingly",
    percent: 0,
    faults: [0, 6],
  },
  slow: {
    words: "a message takes longer than the first views last; nobody lies",
    lying: "nobody",
    percent: 0,
    latencyMs: [150, 250],
    faults: [0, 2],
  },
  weaver: {
    words: "a leader weaves two branches, whose blocks are not of consecutive views",
    lying: "weaving",
    percent: 0,
    latencyMs: [1, 5],
    faults: [0, 0],
  },
  twins: {
    words: "f replicas run twice, and links break between the copies and all others",
    lying: "twins",
    percent: 2,
    faults: [4, 20],
  },
} as const satisfies Readonly<Record<string, Trouble>>;

/** The storms, of HotStuff with these settings. */
export function stormsOf(
  usual: Partial<Options>,
): Readonly<Record<keyof typeof troubles, HotStuffStorm>> {
  // Basic HotStuff decides no block by those above it: there is nothing to weave.
  const all = Object.entries(troubles).filter(([name]) =>
    usual.style !== "basic" || name !== "weaver"
  );
  const entries = all.map(([name, trouble]) => {
    const storm: HotStuffStorm = {
      words: trouble.words,
      nodes: 4 + PROXIES,
      leastNodes: 4 + PROXIES,
      mostNodes: (name === "weaver" ? 4 : 13) + PROXIES,
      run: (setting) => run(trouble, usual, setting),
    };
    return [name, storm];
  });
  return Object.fromEntries(entries);
}
