/** What Bodega is tried in: clients read and write, the roster changes, and all sorts of things go wrong. @module */

import { linearizableStore } from "../../consensus/storms/promises.ts";
import type { Setting, Storm, StormRun } from "../../kit/kit.ts";
import type { Saved } from "../../consensus/multipaxos/journal.ts";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import type { Ask } from "../../model/clients.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import type { Fault, Schedule } from "../../sim/fault.ts";
import { uniform } from "../../sim/latency.ts";
import type { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import type { KeyRange } from "../keys.ts";
import { allIsAnswered, readersAndWriters, TROUBLE_MS } from "../storms/clients.ts";
import { bodega } from "./bodega.ts";
import type { Change } from "./bugs.ts";
import type { Message, Timer } from "./messages.ts";
import type { BodegaOptions } from "./settings.ts";
import type { State } from "./state.ts";

/** A storm around Bodega. */
export type BodegaStorm = Storm<State, Message, Timer, Saved, Change>;

/** How far clocks drift at most, as a fraction. */
const DRIFT = 0.01;

/** Two ranges of keys, with one key each, and some who answer reads of them. */
function someRanges(random: Random, nodes: number): KeyRange[] {
  const some = () =>
    Array.from({ length: nodes }, (_, node) => node).filter(() => random.chance(0.7));
  return [
    { from: "", to: "y", responders: some() },
    { from: "y", to: null, responders: some() },
  ];
}

/** What is not the same in all storms. */
interface Trouble {
  /** Whether the roster changes, and leadership passes on. */
  readonly changes: boolean;
  /** Settings that are not left to chance. */
  readonly options?: BodegaOptions;
  /** What goes wrong; default: all sorts of things. */
  readonly faults?: (random: Random, nodes: number) => Schedule;
  /** Whether all must be well while what went wrong goes on. */
  readonly unhealed?: boolean;
}

function run(
  { changes, options: more = {}, faults = allSorts, unhealed = false }: Trouble,
  { random, nodes, change = {} }: Setting<Change>,
): StormRun<State, Message, Timer, Saved> {
  const log: Options = {
    machine: keyValueMachine as Options["machine"],
    whenNotLeading: "forward",
    window: 8,
    snapshotEvery: 20,
  };
  const options: BodegaOptions = {
    drift: DRIFT,
    leaseMs: 150 + random.below(300),
    early: random.chance(0.8),
    ...(random.chance(0.3) ? { coverReads: 1 + random.below(4) } : {}),
    ...(random.chance(0.5) ? { ranges: someRanges(random, nodes) } : {}),
    ...more,
    ...change.options,
    rules: change.rules ?? {},
  };
  const admin: Ask[] = [];
  for (let at = 400; changes && at < TROUBLE_MS; at += 100 + random.below(400)) {
    const input = random.chance(0.25)
      ? { type: "transfer", to: random.below(nodes) }
      : { type: "roster", ranges: someRanges(random, nodes) };
    admin.push({ at, input });
  }
  return {
    scenario: {
      protocol: bodega(log, options),
      nodes,
      network: {
        latency: uniform(1, 1 + random.below(30)),
        loss: random.below(3) * 0.02,
        duplication: random.below(3) * 0.03,
      },
      disk: { fsync: uniform(0, 4) },
      clocks: { maxOffsetMs: 1000, maxDriftPpm: 1e6 * DRIFT },
      faults: faults(random, nodes),
      clients: readersAndWriters<Message>(random, admin),
      invariants: [],
    },
    drive: unhealed ? allIsAnsweredStill : allIsAnswered<State, Message, Timer, Saved>,
  };
}

function allSorts(random: Random, nodes: number): Schedule {
  return weather(random, nodes, {
    fromMs: 300,
    untilMs: TROUBLE_MS,
    faults: [3, 14],
    mix: { crash: 2, partition: 4, pause: 3, late: 1 },
  });
}

/** One server is cut off, and all others go down and come back at once. */
function naps(random: Random, nodes: number): Schedule {
  const all = Array.from({ length: nodes }, (_, node) => node), alone = random.below(nodes);
  const others = all.filter((node) => node !== alone), at = 700 + random.below(400);
  return [
    { kind: "partition", at, forMs: 900, sides: [[alone], others] },
    ...others.map((node): Fault => ({
      kind: "crash",
      at: at + 1 + random.below(20),
      node,
      downMs: 5 + random.below(20),
    })),
  ];
}

/** One server goes down for good. */
function death(random: Random, nodes: number): Schedule {
  return [{ kind: "crash", at: 700 + random.below(400), node: random.below(nodes) }];
}

/** All is answered though what is down stays down. */
function allIsAnsweredStill(world: World<State, Message, Timer, Saved>): void {
  world.run(TROUBLE_MS + 15_000, () => !world.clientsBusy);
  world.require({
    name: "progress",
    words: "whatever is asked is answered, though one server is down",
    check: () => world.clientsBusy ? { words: "somebody still waits", nodes: [] } : undefined,
  });
  world.require(linearizableStore);
}

/** The storms. */
export const storms: Readonly<Record<"storm" | "rosters" | "naps" | "death", BodegaStorm>> = {
  storm: {
    words: "a store whose servers answer reads themselves; servers crash, links break",
    nodes: 3,
    leastNodes: 2,
    run: (setting) => run({ changes: false }, setting),
  },
  rosters: {
    words: "besides, the roster changes again and again, and leadership passes on",
    nodes: 3,
    leastNodes: 2,
    run: (setting) => run({ changes: true }, setting),
  },
  naps: {
    words: "one server is cut off, and the others go down and come back at once",
    nodes: 3,
    leastNodes: 3,
    run: (setting) =>
      run({ changes: false, options: { leaseMs: 700, silentMs: 100 }, faults: naps }, setting),
  },
  death: {
    words: "one server goes down for good",
    nodes: 3,
    leastNodes: 3,
    run: (setting) => run({ changes: false, faults: death, unhealed: true }, setting),
  },
};
