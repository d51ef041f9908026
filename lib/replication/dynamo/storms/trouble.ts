/** How a storm of the store goes: everybody changes a few keys in trouble, then copies must agree. @module */

import type { Storm } from "../../../kit/kit.ts";
import type { Clients } from "../../../model/clients.ts";
import type { Invariant } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Schedule } from "../../../sim/fault.ts";
import { uniform } from "../../../sim/latency.ts";
import type { NetworkOptions } from "../../../sim/network_options.ts";
import type { Random } from "../../../sim/random.ts";
import { type Weather, weather } from "../../../sim/weather.ts";
import type { World } from "../../../sim/world.ts";
import { type Change, protocolWith } from "../bugs/change.ts";
import { invariants, rightInTheEnd } from "../invariants.ts";
import type { Message, Saved, Timer } from "../messages.ts";
import { around, type Settings } from "../settings.ts";
import type { State } from "../state.ts";
import { isGrave, isSame, NOTHING } from "../versions/copy.ts";
import { asked, type Wish } from "../wishes.ts";

/** How long there is trouble, in ms. */
export const TROUBLE_MS = 1500;
/** How long after it copies must agree, in ms. */
const PATIENCE_MS = 15_000;
/** So few keys that writes meet. */
const KEYS = 3;

/** Times that make a run short. */
const quick: Partial<Settings> = {
  patienceMs: 100,
  handoffMs: 120,
  repairMs: 150,
  shape: { branching: 2, depth: 2 },
  graceMs: 400,
  names: 2 ** 32,
};

/** A client beside each node: it changes, adds, deletes and gets. */
export function wishes(
  random: Random,
  nodes: number,
  { count = 8, deletes = 0.15, gets = 0.25, adds = 0.15, untilMs = TROUBLE_MS } = {},
): Clients<Message> {
  const wishOf = (at: NodeId, i: number): Wish => {
    const key = `k${random.below(KEYS)}`, drawn = random.unit();
    if (drawn < gets) return { at, get: key };
    if (drawn < gets + deletes) return { at, change: key, value: null };
    const value = `${at}.${i}`;
    return drawn < gets + deletes + adds ? { at, add: key, value } : { at, change: key, value };
  };
  return {
    workload: Array.from({ length: nodes }, (_, at) =>
      Array.from({ length: count }, (_, i) => ({
        input: wishOf(at, i),
        at: random.below(untilMs),
      })).sort((a, b) => a.at - b.at)),
    ...asked,
    timeoutMs: 600,
  };
}

/** What is not the same in all storms. */
export interface Trouble {
  /** What happens, in a few words. */
  readonly words: string;
  /** How many nodes there are; default 5. */
  readonly nodes?: number;
  /** What the network does; default: rain. */
  readonly network?: NetworkOptions;
  /** What is chosen about the store. */
  readonly settings?: Partial<Settings>;
  /** Faults at random; default: none. */
  readonly weather?: Omit<Weather, "untilMs">;
  /** Faults of a kind; default: none. */
  readonly faults?: (random: Random, nodes: number) => Schedule;
  /** What clients ask more or less of. */
  readonly workload?: Parameters<typeof wishes>[2];
  /** What must hold at any time; default: what a store of siblings promises. */
  readonly invariants?: readonly Invariant<State>[];
  /** Whether values are judged in the end; where the last writer wins, they cannot be. */
  readonly judged?: boolean;
  /** Whether tombstones must be gone in the end. */
  readonly purged?: boolean;
  /** Whether everybody gets every key once more when all is well. */
  readonly readsInTheEnd?: boolean;
}

/** A storm of the store. */
export type DynamoStorm = Storm<State, Message, Timer, Saved, Change>;

/** The storm that such trouble makes. */
export function stormOf(trouble: Trouble): DynamoStorm {
  const { words, network, settings = {}, weather: bad, faults } = trouble;
  return {
    words,
    nodes: trouble.nodes ?? 5,
    leastNodes: 3,
    mostNodes: 20,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: protocolWith(change, { ...quick, ...settings }),
        nodes,
        network: { ...network ?? rain, types: askedOnce },
        disk: { fsync: uniform(0, 4) },
        clocks: { maxOffsetMs: 40 },
        clients: wishes(random, nodes, trouble.workload),
        invariants: trouble.invariants ?? invariants,
        faults: [
          ...(bad === undefined ? [] : weather(random, nodes, { untilMs: TROUBLE_MS, ...bad })),
          ...faults?.(random, nodes) ?? [],
        ],
      },
      drive: (world) => drive(world, trouble, { ...quick, ...settings }),
    }),
  };
}

/** The trouble; then hints come home, and copies become the same; then they are the right ones. */
function drive(
  world: World<State, Message, Timer, Saved>,
  { judged = true, purged = false, readsInTheEnd = false }: Trouble,
  { copies = 3 }: Partial<Settings>,
): void {
  world.run(TROUBLE_MS);
  world.heal();
  if (readsInTheEnd) readAll(world);
  const came = world.requireProgress(
    PATIENCE_MS,
    "hints come home, and replicas hold the same",
    ({ states }) =>
      !world.clientsBusy && areAlike(states, copies) && !(purged && haveGraves(states)),
    ({ states }) => missing(states),
  );
  if (came && judged) world.require(rightInTheEnd);
}

/** Everybody gets everything, a few times: what a get finds out of date it mends. */
function readAll(world: World<State, Message, Timer, Saved>): void {
  for (let round = 0; round < 3; round++) {
    world.run(700);
    for (let key = 0; key < KEYS; key++) world.tell(key, { type: "get", key: `k${key}` });
  }
  world.run(700);
}

type States = readonly (Readonly<State> | undefined)[];

/** Whether no hints are left and all homes hold the same. */
function areAlike(states: States, copies: number): boolean {
  const nodes = [...states.keys()];
  if (states.some((s) => s === undefined || s.hints.size > 0 || s.puts.size > 0)) return false;
  const keys = new Set(states.flatMap((s) => [...s!.store.keys()]));
  return [...keys].every((key) => {
    const [first, ...others] = around(key, nodes).slice(0, copies)
      .map((home) => states[home]!.store.get(key) ?? NOTHING);
    return others.every((copy) => isSame(copy, first!));
  });
}

function missing(states: States): string {
  const kept = states.flatMap((s, node) => s !== undefined && s.hints.size > 0 ? [node] : []);
  return kept.length > 0
    ? `node ${kept.join(", ")} keeps hints`
    : "copies differ, or stay for ever";
}

function haveGraves(states: States): boolean {
  return states.some((s) => [...s!.store.values()].some(isGrave));
}

/** A request that comes twice is two writes of one value, which nobody could tell apart afterwards. */
const askedOnce = {
  put: { duplication: 0 },
  change: { duplication: 0 },
  forward: { duplication: 0 },
};

/** The weather of storms that do not say. */
const rain: NetworkOptions = { latency: uniform(1, 30), loss: 0.05, duplication: 0.1 };
