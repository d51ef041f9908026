/** What primary–backup is tried in. @module */

import { linearizableStore, servedInTheEnd } from "../../consensus/storms/promises.ts";
import { clientWork, type Users } from "../../consensus/storms/work.ts";
import { inSession } from "../../replicated/client_sessions.ts";
import type { Setting, Storm, StormRun } from "../../kit/kit.ts";
import type { Clients } from "../../model/clients.ts";
import type { Answer } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import type { Schedule } from "../../sim/fault.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import type { Saved } from "./journal.ts";
import { invariants } from "./invariants.ts";
import type { Message, Timer } from "./messages.ts";
import { primaryBackup } from "./primary_backup.ts";
import type { Rules } from "./rules.ts";
import type { Options, Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** What a bug changes: rules, or settings. */
export interface Change {
  /** Decisions that are made otherwise. */
  readonly rules?: Partial<Rules>;
  /** Settings that are others. */
  readonly settings?: Partial<Settings>;
}

/** A storm around primary and backups. */
export type PrimaryBackupStorm = Storm<State, Message, Timer, Saved, Change>;

/** The key–value store whose gets only read. */
export const storeMachine: Settings["machine"] = {
  ...keyValueMachine as Settings["machine"],
  reads: (command) => (command as { readonly type: string }).type === "get",
};

/** The protocol over a store, with a change. */
export function storeWith(
  change: Change | undefined,
  options: Partial<Options>,
): ReturnType<typeof primaryBackup> {
  const { rules, settings } = change ?? {};
  return primaryBackup({ machine: storeMachine, ...options, ...settings }, rules);
}

/** When the last fault sets in, in ms. */
export const TROUBLE_MS = 2000;
/** When clients may expect that all is well, in ms. */
const WELL_MS = TROUBLE_MS + 1500;
/** By then all must be well again, in ms. */
export const PATIENCE_MS = 10_000;
/** How many ask. */
export const USERS: Users = { clients: 3, admins: 0 };
/** How often each client asks. */
const OPERATIONS = 10;

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly nodes: number;
  readonly leastNodes?: number;
  readonly settings: (random: Random) => Partial<Settings>;
  readonly network: NetworkOptions;
  readonly faults: (random: Random, nodes: number) => Schedule;
}

function stormOf(
  { words, nodes, leastNodes = 3, settings, network, faults }: Trouble,
): PrimaryBackupStorm {
  return {
    words,
    nodes,
    leastNodes,
    mostNodes: 12,
    run({ nodes, random, change }: Setting<Change>): StormRun<State, Message, Timer, Saved> {
      const protocol = storeWith(change, { backups: nodes - 2, ...settings(random) });
      const scenario = { protocol, nodes, network, faults: faults(random, nodes), invariants };
      return { scenario: { ...scenario, clients: clientsOf(random) }, drive };
    },
  };
}

/** Clients who go from node to node until they are answered. */
export function clientsOf(random: Random): Clients<Message> {
  const workload = Array.from(
    { length: USERS.clients },
    () => clientWork(random, OPERATIONS, WELL_MS),
  );
  return {
    workload,
    ask: (input, which, seen) => inSession(USERS.clients, () => seen!.history)(input, which),
    to: ({ client, attempt }, nodes) => (client + attempt) % nodes,
    timeoutMs: 150,
    retries: 8,
    think: uniform(1, 150),
    outcome: (result) => (result as Answer).ok ? "ok" : "fail",
  };
}

function drive(world: World<State, Message, Timer, Saved>): void {
  world.run(TROUBLE_MS);
  world.heal();
  world.requireProgress(PATIENCE_MS, "all clients are done", () => !world.clientsBusy);
  world.require(servedInTheEnd(USERS));
  world.require(linearizableStore);
}

/** Servers crash one after another: each has time to come back and be sent the state before the next one does. */
function oneByOne(random: Random, nodes: number): Schedule {
  const faults = [];
  for (let at = 400 + random.below(200); at < TROUBLE_MS; at += 900 + random.below(300)) {
    const downMs = 1 + random.below(500);
    faults.push({ kind: "crash" as const, at, node: 1 + random.below(nodes - 1), downMs });
  }
  return faults;
}

const rain: NetworkOptions = { latency: uniform(1, 20), loss: 0.03, duplication: 0.03 };

/** The storms. */
export const storms: Readonly<Record<string, PrimaryBackupStorm>> = {
  crashes: stormOf({
    words: "servers that save nothing crash one after another, and come back with nothing",
    nodes: 4,
    settings: (random) => ({
      reads: random.chance(0.5) ? "forwarded" : "confirmed",
      chunkBytes: 40 + random.below(300),
    }),
    network: rain,
    faults: oneByOne,
  }),
  "durable storm": stormOf({
    words: "servers that save what they do crash, pause and are cut off, the view service too",
    nodes: 4,
    settings: (random) => ({
      durable: true,
      reads: random.chance(0.5) ? "forwarded" : "confirmed",
      chunkBytes: 40 + random.below(300),
    }),
    network: rain,
    faults: (random, nodes) =>
      weather(random, nodes, {
        fromMs: 300,
        untilMs: TROUBLE_MS,
        faults: [4, 16],
        mix: { crash: 3, partition: 4, pause: 1, slow: 1, late: 1 },
        lateMs: 1500,
      }),
  }),
  "semi-synchronous": stormOf({
    words: "one backup of three has an operation before it is answered; the same weather",
    nodes: 5,
    leastNodes: 4,
    settings: (random) => ({
      durable: true,
      acknowledgements: 1,
      reads: random.chance(0.5) ? "forwarded" : "confirmed",
      chunkBytes: 40 + random.below(300),
    }),
    network: rain,
    faults: (random, nodes) =>
      weather(random, nodes, {
        fromMs: 300,
        untilMs: TROUBLE_MS,
        faults: [4, 16],
        mix: { crash: 3, partition: 4, pause: 1, slow: 2, late: 1 },
        lateMs: 1500,
      }),
  }),
  cuts: stormOf({
    words: "nothing crashes, and links break one way or both, all the time",
    nodes: 4,
    settings: (random) => ({ reads: random.chance(0.5) ? "forwarded" : "confirmed" }),
    network: rain,
    faults: (random, nodes) =>
      weather(random, nodes, {
        fromMs: 200,
        untilMs: TROUBLE_MS,
        faults: [10, 20],
        mix: { partition: 4, pause: 1 },
      }),
  }),
};
