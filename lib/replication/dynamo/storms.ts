/** What the store is tried in: everybody changes a few keys while messages are lost and nodes crash; then copies must agree. @module */

import type { Storm } from "../../kit/kit.ts";
import type { Clients } from "../../model/clients.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Schedule } from "../../sim/fault.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import { type Weather, weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import { invariants, lastWriterInvariants, quorumsMeet, rightInTheEnd } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { around, type Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { isGrave, isSame, NOTHING } from "./versions/copy.ts";
import { asked, type Wish } from "./wishes.ts";

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
interface Trouble {
  readonly words: string;
  readonly nodes?: number;
  readonly network?: NetworkOptions;
  readonly settings?: Partial<Settings>;
  readonly weather?: Omit<Weather, "untilMs">;
  readonly faults?: (random: Random, nodes: number) => Schedule;
  readonly workload?: Parameters<typeof wishes>[2];
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

function stormOf(trouble: Trouble): DynamoStorm {
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
    ({ states }) => missing(states, copies),
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

function missing(states: States, _copies: number): string {
  const kept = states.flatMap((s, node) => s !== undefined && s.hints.size > 0 ? [node] : []);
  return kept.length > 0
    ? `node ${kept.join(", ")} keeps hints`
    : "copies differ, or stay for ever";
}

function haveGraves(states: States): boolean {
  return states.some((s) => [...s!.store.values()].some(isGrave));
}

/** Node 2 is never among the first to answer the others. */
const slowLinks = [[0, 2], [1, 2], [2, 0], [2, 1]].map(([from, to]) => ({
  from: from!,
  to: to!,
  latency: uniform(25, 40),
}));

/** A request that comes twice is two writes of one value, which nobody could tell apart afterwards. */
const askedOnce = {
  put: { duplication: 0 },
  change: { duplication: 0 },
  forward: { duplication: 0 },
};

const rain: NetworkOptions = { latency: uniform(1, 30), loss: 0.05, duplication: 0.1 };
const crashes: Omit<Weather, "untilMs"> = {
  faults: [2, 8],
  spanMs: [1, 600],
  mix: { crash: 3, partition: 2, pause: 1 },
};

/** The storms. */
export const storms = {
  calm: stormOf({ words: "messages take 1 to 30 ms", network: { latency: uniform(1, 30) } }),
  rain: stormOf({
    words: "messages are lost and come twice, nodes crash, links break; five nodes, (3, 2, 2)",
    weather: crashes,
  }),
  hints: stormOf({
    words: "the same without anti-entropy and read repair: hints alone bring back what was missed",
    network: { latency: uniform(1, 30), duplication: 0.1 },
    settings: { shape: null, repairMs: null, readRepair: false, writes: 1, reads: 1 },
    faults: (random, nodes) => [{
      kind: "partition",
      at: 100 + random.below(300),
      forMs: 900,
      sides: halves(random, nodes),
    }],
    workload: { gets: 0 },
  }),
  mended: stormOf({
    words:
      "no anti-entropy and no hints, R = W = 1, node 2 is slow: gets mend what was lost on the way",
    nodes: 3,
    network: { latency: uniform(1, 20), loss: 0.15, links: slowLinks },
    settings: { shape: null, repairMs: null, hints: 0, reads: 1, writes: 1 },
    readsInTheEnd: true,
  }),
  wiped: stormOf({
    words: "one node loses its disk, and comes back at once",
    nodes: 3,
    network: { latency: uniform(1, 30), duplication: 0.1 },
    faults: (random, nodes) => [{
      kind: "crash",
      at: 300 + random.below(600),
      node: random.below(nodes),
      downMs: 20,
      disk: "wiped",
    }],
  }),
  strict: stormOf({
    words: "only homes count: R + W > N; nodes crash, links break",
    settings: { sloppy: false },
    weather: crashes,
    invariants: [...invariants, quorumsMeet],
  }),
  graves: stormOf({
    words: "half of the writes are deletions, tombstones are forgotten, and one node is cut off",
    settings: { sweepMs: 150, handoffMs: 900 },
    network: { latency: uniform(1, 30), loss: 0.02 },
    faults: (random, nodes) => [{
      kind: "partition",
      at: 200 + random.below(400),
      forMs: 500 + random.below(500),
      sides: alone(random.below(nodes), nodes),
    }],
    workload: { deletes: 0.45, gets: 0.05 },
    purged: true,
  }),
  lww: stormOf({
    words: "the last write wins, by clocks that differ; nodes crash, links break",
    settings: { conflict: "last write wins" },
    weather: crashes,
    invariants: lastWriterInvariants,
    judged: false,
  }),
};

function halves(random: Random, nodes: number): [NodeId[], NodeId[]] {
  const first = random.below(nodes),
    all = Array.from({ length: nodes }, (_, i) => (first + i) % nodes);
  return [all.slice(0, nodes >> 1), all.slice(nodes >> 1)];
}

function alone(node: NodeId, nodes: number): [NodeId[], NodeId[]] {
  return [[node], Array.from({ length: nodes }, (_, i) => i).filter((each) => each !== node)];
}
