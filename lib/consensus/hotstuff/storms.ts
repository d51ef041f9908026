/** What HotStuff is tried in. The last two nodes are the proxies of clients, all others are replicas. @module */

import type { Setting, Storm, StormRun } from "../../kit/kit.ts";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { amongLoyal } from "../../security/adversary/loyal.ts";
import { constant, uniform } from "../../sim/latency.ts";
import type { Random } from "../../sim/random.ts";
import type { Fault } from "../../sim/fault.ts";
import { weather } from "../../sim/weather.ts";
import { faults } from "../byzantine_quorum.ts";
import { HIDERS_ORDER, VICTIM } from "./adversaries/hiding.ts";
import { WEAVERS_TENURE } from "./adversaries/weaver.ts";
import { type Change, protocolWith } from "./bugs.ts";
import { basicInvariants, invariants } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Options } from "./settings.ts";
import { clientsFor, drive, PROXIES, TROUBLE_MS } from "./storms/clients.ts";
import { type Anybody, withLiars } from "./storms/liars.ts";
import { type Trouble, troubles } from "./storms/troubles.ts";

type Run = StormRun<Anybody, Message, Timer, Saved>;
/** A storm around HotStuff. */
export type HotStuffStorm = Storm<Anybody, Message, Timer, Saved, Change>;

/** Whether this can be asked of the store. */
export function isStoreCommand(command: unknown): boolean {
  const { type, key, value } = Object(command) as Record<string, unknown>;
  if (typeof key !== "string") return false;
  return type === "get" || (type === "put" || type === "append") && typeof value === "string";
}

function run(
  { lying, percent, latencyMs: [least, most] = [1, 30], faults: many, away }: Trouble,
  usual: Partial<Options>,
  { random, nodes, change }: Setting<Change>,
): Run {
  const replicas = nodes - PROXIES;
  const liars = lying === "nobody"
    ? []
    : lying === "hiding" || lying === "reviving"
    ? [0]
    : someOf(random, replicas, faults(replicas));
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
    checkpointEvery: 1 + random.below(6),
    wishesTo: random.chance(0.5) ? "all" : "leader",
    // Liars who know what they want may well lead one after the other, and first.
    ...(lying === "reviving" ? { checkpointEvery: Infinity } : {}),
    ...(lying === "knowingly" || lying === "reviving"
      ? { order: [...liars, ...liars, ...liars, ...loyal] }
      : {}),
    ...(lying === "weaving"
      ? { order: [liars[0]!, liars[0]!, liars[0]!, ...loyal], tenure: WEAVERS_TENURE }
      : {}),
    ...(lying === "hiding" ? { order: HIDERS_ORDER, tenure: 1 } : {}),
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
        ...(lying === "hiding" || lying === "reviving" ? { links: lateLinks(replicas) } : {}),
        duplication: random.below(percent + 1) / 100,
      },
      faults: [
        ...(away ? [absence(random, loyal, nodes)] : []),
        ...weather(random, replicas + copies.length, {
          fromMs: 50,
          untilMs: TROUBLE_MS,
          faults: many,
          mix: lying === "nobody"
            ? { crash: 3, partition: 3, pause: 1, late: 1 }
            : { partition: 3, pause: 1, late: 1 },
        }),
      ],
      clients: clientsFor(random, replicas),
      invariants: amongLoyal(usual.style === "basic" ? basicInvariants : invariants, [
        ...twins,
        ...copies,
      ]),
    },
    drive: (world) => drive(world, [...liars, ...copies]),
  };
}

/** One of the loyal is cut off from all others, or has crashed. */
function absence(random: Random, loyal: readonly NodeId[], nodes: number): Fault {
  const node = loyal[random.below(loyal.length)]!;
  const at = random.below(200), forMs = TROUBLE_MS - 100 - at;
  if (random.chance(0.5)) return { kind: "crash", at, node, downMs: forMs };
  const others = Array.from({ length: nodes }, (_, other) => other).filter((to) => to !== node);
  return { kind: "partition", at, forMs, sides: [[node], others] };
}

/** How long the messages of a hider's victim take, in ms: longer than the others', and far less than a view. */
const LATE_MS = 30;

function lateLinks(replicas: number) {
  const others = Array.from({ length: replicas }, (_, node) => node).filter((to) => to !== VICTIM);
  return others.map((to) => ({ from: VICTIM, to, latency: constant(LATE_MS) }));
}

/** Some of the replicas. */
function someOf(random: Random, replicas: number, count: number): NodeId[] {
  const all = Array.from({ length: replicas }, (_, node) => node);
  return Array.from({ length: count }, () => all.splice(random.below(all.length), 1)[0]!);
}

/** The storms, of HotStuff with these settings. */
export function stormsOf(
  usual: Partial<Options>,
): Readonly<Record<keyof typeof troubles, HotStuffStorm>> {
  // Basic HotStuff decides no block by those above it: there is nothing to weave. In the chained one, whoever is shown a
  // certificate is in the next view, and is heard first when it wants to leave it.
  const others = usual.style === "basic" ? "weaver" : "hidden lock";
  const all = Object.entries(troubles).filter(([name]) => name !== others);
  const entries = all.map(([name, trouble]) => {
    const storm: HotStuffStorm = {
      words: trouble.words,
      nodes: 4 + PROXIES,
      leastNodes: 4 + PROXIES,
      mostNodes: (name === "weaver" || name === "reviver" || name === "hidden lock" ? 4 : 13) +
        PROXIES,
      run: (setting) => run(trouble, usual, setting),
    };
    return [name, storm];
  });
  return Object.fromEntries(entries);
}
