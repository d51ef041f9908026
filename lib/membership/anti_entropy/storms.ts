/** What anti-entropy is tried in: everybody writes a few keys while messages are lost and nodes crash; then all must be alike, and quiet. @module */

import type { Storm } from "../../kit/kit.ts";
import type { Clients } from "../../model/clients.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import type { DiskOptions } from "../../sim/disk.ts";
import { type Weather, weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import { alike, invariants, repairedIs } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { Session, State } from "./state.ts";
import { asked, type Wish } from "./wishes.ts";

/** How long there is trouble, in ms. */
const TROUBLE_MS = 1500;
/** How long after it all must be alike, in ms. */
const PATIENCE_MS = 20_000;
/** How long it takes until no session that began before is under way, in ms. */
const SETTLE_MS = 3000;
/** For how long sessions are watched when all are alike, in ms. */
const QUIET_MS = 1000;

/** So few keys that writes meet. */
const KEYS = 8;

/** A client beside each node: it writes, deletes, and now and then wants its node repaired. */
export function wishes(random: Random, nodes: number, count = 10): Clients<Message> {
  const wishOf = (at: number, i: number): Wish => {
    if (nodes > 1 && random.chance(0.2)) {
      return { at, partner: (at + 1 + random.below(nodes - 1)) % nodes };
    }
    const value = random.chance(0.2) ? null : `${"abc"[random.below(3)]}${i % 2}`;
    return { at, key: `k${random.below(KEYS)}`, value };
  };
  return {
    workload: Array.from({ length: nodes }, (_, at) =>
      Array.from({ length: count }, (_, i) => ({
        input: wishOf(at, i),
        at: random.below(TROUBLE_MS),
      }))),
    ...asked,
    link: "local",
    timeoutMs: 2000,
  };
}

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly network: NetworkOptions;
  readonly settings: Partial<Settings>;
  readonly disk?: DiskOptions;
  readonly weather?: Omit<Weather, "untilMs">;
}

function stormOf(
  { words, network, settings, disk, weather: bad }: Trouble,
): Storm<State, Message, Timer, Saved, Change> {
  return {
    words,
    nodes: 4,
    leastNodes: 2,
    mostNodes: 30,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: protocolWith(change, { ...quick, ...settings }),
        nodes,
        network,
        ...(disk === undefined ? {} : { disk }),
        clocks: { maxOffsetMs: 50 },
        clients: wishes(random, nodes),
        ...(settings.direction === "push"
          ? { invariants: invariants.filter((each) => each !== repairedIs) }
          : {}),
        faults: bad === undefined ? [] : weather(random, nodes, { untilMs: TROUBLE_MS, ...bad }),
      },
      drive: (world) => drive(world, settings.way ?? "merkle"),
    }),
  };
}

/** Sessions that are so frequent that a run is short. */
const quick: Partial<Settings> = {
  shape: { branching: 2, depth: 2 },
  messageBytes: 60,
  intervalMs: 100,
  patienceMs: 150,
  retries: 2,
};

/** The trouble; then all become alike; then sessions find nothing. */
function drive(world: World<State, Message, Timer, Saved>, way: Settings["way"]): void {
  world.run(TROUBLE_MS);
  const became = world.requireProgress(
    PATIENCE_MS,
    "all nodes hold the same",
    ({ states }) => !world.clientsBusy && areAlike(states),
  );
  if (!became || way === "full") return;
  // What was under way may still come, and all may still hear what others have seen.
  world.run(SETTLE_MS);
  let busy = -1;
  world.run(QUIET_MS, ({ states }) => (busy = states.findIndex(isAtWork)) >= 0);
  world.require({
    name: "quiet",
    words: "when all hold the same, a session ends with the first answer",
    check: () => busy < 0 ? undefined : { words: `node ${busy} goes on asking`, nodes: [busy] },
  });
}

function areAlike([first, ...others]: readonly (Readonly<State> | undefined)[]): boolean {
  return first !== undefined && others.every((s) => s !== undefined && alike(first, s));
}

/** Whether a session has found something to do. */
function isAtWork(s: Readonly<State> | undefined): boolean {
  const session: Readonly<Session> | null = s?.session ?? null;
  if (session === null) return false;
  return session.leaves.length > 0 || session.looks.some(({ level }) => level > 0) ||
    session.theirs !== null;
}

const rain: NetworkOptions = { latency: uniform(1, 40), loss: 0.1, duplication: 0.1 };
const crashes: Omit<Weather, "untilMs"> = {
  faults: [2, 12],
  spanMs: [1, 300],
  mix: { crash: 3, partition: 2, pause: 1, late: 1 },
  lateMs: TROUBLE_MS,
};

/** The storms. */
export const storms = {
  calm: stormOf({
    words: "hash trees; messages take 1 to 30 ms and overtake each other",
    network: { latency: uniform(1, 30) },
    settings: {},
  }),
  rain: stormOf({
    words:
      "hash trees; one message in ten is lost, one in ten comes twice; nodes crash, links break",
    network: rain,
    settings: {},
    disk: { fsync: uniform(1, 5) },
    weather: crashes,
  }),
  versions: stormOf({
    words: "version vectors in the same weather",
    network: rain,
    settings: { way: "versions" },
    disk: { fsync: uniform(1, 5) },
    weather: crashes,
  }),
  full: stormOf({
    words: "all that there is, page by page, in the same weather",
    network: rain,
    settings: { way: "full" },
    disk: { fsync: uniform(1, 5) },
    weather: crashes,
  }),
  pull: stormOf({
    words: "hash trees in the same weather; initiators only take",
    network: rain,
    settings: { direction: "pull" },
    disk: { fsync: uniform(1, 5) },
    weather: crashes,
  }),
  push: stormOf({
    words: "version vectors in the same weather; initiators only give",
    network: rain,
    settings: { way: "versions", direction: "push", order: "depth" },
    disk: { fsync: uniform(1, 5) },
    weather: crashes,
  }),
};
