/** One run of a storm around PBFT: clients read and write a store through their proxies. @module */

import type { Setting, Storm, StormRun } from "../../../kit/kit.ts";
import type { Ask, Clients } from "../../../model/clients.ts";
import {
  type KeyValueCommand,
  keyValueMachine,
} from "../../../replicated/state_machine/key_value.ts";
import { amongLoyal } from "../../../security/adversary/loyal.ts";
import { type Traitor, type Traitors, withTraitors } from "../../../security/adversary/traitors.ts";
import { constant, uniform } from "../../../sim/latency.ts";
import type { Schedule } from "../../../sim/fault.ts";
import type { NetworkOptions } from "../../../sim/network_options.ts";
import type { Random } from "../../../sim/random.ts";
import { type Weather, weather } from "../../../sim/weather.ts";
import type { World } from "../../../sim/world.ts";
import { linearizableStore } from "../../storms/promises.ts";
import { type Change, protocolWith } from "../bugs.ts";
import { withinMarks } from "../checkpoints_hold.ts";
import { certified, invariants } from "../invariants.ts";
import type { Saved } from "../journal.ts";
import type { Message, Timer } from "../messages.ts";
import type { Options } from "../settings.ts";
import type { State } from "../state.ts";

/** A node, which may be a liar. */
export type Node = State | Traitor;
/** A storm around PBFT. */
export type PbftStorm = Storm<Node, Message, Timer, Saved, Change>;

/** When the last fault sets in, in ms. */
export const TROUBLE_MS = 2500;
/** How many clients there are, each with a proxy of its own. */
export const CLIENTS = 3;
/** How often each asks. */
const OPERATIONS = 8;

/** A store that says which of its commands only read. */
const store = {
  ...keyValueMachine,
  reads: ({ type }: KeyValueCommand) => type === "get",
} as unknown as Options["machine"];

/** What is not the same in all storms. */
export interface Trouble {
  /** What happens. */
  readonly words: string;
  /** Default: messages take 1 to 20 ms, few are lost, some come twice. */
  readonly network?: NetworkOptions;
  /** How many replicas; default 4. */
  readonly replicas?: number;
  /** What befalls replicas; default: nothing. */
  readonly weather?: Omit<Weather, "untilMs">;
  /** The same, where it is no chance. */
  faults?(random: Random): Schedule;
  /** Who lies, and how; default: nobody. */
  traitors?(random: Random, usual: Options): Traitors<Message>;
  /** Other settings than those drawn. */
  readonly options?: Partial<Options>;
  /** How long a client waits for its proxy, in ms, before it asks something else; default: for ever. */
  readonly clientMs?: number;
  /** How many times each client asks; default: each the same. */
  readonly operations?: readonly number[];
  /** By when, after the trouble, which clients must have been answered; default: all, within 20 s. */
  readonly promise?: { readonly withinMs: number; readonly clients: readonly number[] };
}

const usualNetwork: NetworkOptions = {
  latency: uniform(1, 20),
  loss: 0.02,
  duplication: 0.05,
};

function drawnOptions(random: Random, replicas: number): Options {
  const checkpointEvery = 1 + random.below(4);
  return {
    machine: store,
    replicas,
    checkpointEvery,
    logSize: checkpointEvery * (1 + random.below(3)),
    maxBatch: 1 + random.below(3),
    window: 1 + random.below(4),
    viewTimeoutMs: 200,
    retryMs: 100,
    readOnly: random.chance(0.5),
  };
}

function run(
  trouble: Trouble,
  { random, nodes, change }: Setting<Change>,
): StormRun<Node, Message, Timer, Saved> {
  const replicas = nodes - CLIENTS, { network = usualNetwork, options, weather: bad } = trouble;
  const usual = { ...drawnOptions(random, replicas), ...options };
  const traitors = trouble.traitors?.(random, usual) ?? {};
  const isSlow = bad !== undefined && random.chance(0.5);
  const seen = isSlow ? certified : invariants;
  return {
    scenario: {
      protocol: withTraitors(protocolWith(change, usual), traitors),
      nodes,
      network,
      disk: { fsync: isSlow ? uniform(0, 5) : constant(0) },
      faults: [
        ...(bad === undefined ? [] : weather(random, replicas, { untilMs: TROUBLE_MS, ...bad })),
        ...trouble.faults?.(random) ?? [],
      ],
      clients: {
        ...clientsFor(random, replicas, trouble.operations, Object.keys(traitors).map(Number)),
        ...trouble.clientMs === undefined ? {} : { timeoutMs: trouble.clientMs },
      },
      invariants: amongLoyal([...seen, withinMarks(usual.logSize ?? Infinity)]),
    },
    drive: (world) => drive(trouble, world),
  };
}

function clientsFor(
  random: Random,
  replicas: number,
  operations: readonly number[] = Array.from({ length: CLIENTS }, () => OPERATIONS),
  traitors: readonly number[],
): Clients<Message> {
  return {
    // Nobody sits at a proxy that lies.
    workload: operations.map((count, client) =>
      traitors.includes(replicas + client) ? [] : clientWork(random, count)
    ),
    ask: (command) => ({ type: "ask", command }),
    to: ({ client }) => replicas + client,
    link: "local",
    think: uniform(1, 150),
  };
}

/** What a client asks: reads and writes of two keys, the last of them when the trouble is over. */
function clientWork(random: Random, operations: number): Ask[] {
  return Array.from({ length: operations }, (_, i) => {
    const key = "xy"[random.below(2)]!, value = `${random.below(1e6)};`;
    const type = random.below(3), at = i < operations - 2 ? {} : { at: TROUBLE_MS + 500 };
    if (type === 0) return { input: { type: "get", key }, ...at };
    return { input: { type: type === 1 ? "put" : "append", key, value }, ...at };
  });
}

function drive(
  { operations, promise }: Trouble,
  world: World<Node, Message, Timer, Saved>,
): void {
  world.run(TROUBLE_MS);
  const { withinMs = 20_000, clients } = promise ?? {};
  const answered = (client: number) =>
    world.history.filter(({ process, outcome }) => process === client && outcome === "ok").length;
  const served = clients === undefined
    ? () => !world.clientsBusy
    : () => clients.every((client) => answered(client) === (operations?.[client] ?? OPERATIONS));
  const who = clients === undefined ? "all clients" : `clients ${clients.join(", ")}`;
  world.requireProgress(withinMs, `${who} have been answered`, served);
  world.require(linearizableStore);
}

/** A storm with this trouble. */
export function stormOf(trouble: Trouble): PbftStorm {
  const { words, replicas = 4 } = trouble;
  return {
    words,
    nodes: replicas + CLIENTS,
    leastNodes: CLIENTS + 4,
    run: (setting) => run(trouble, setting),
  };
}
