import text from "./store.md" with { type: "text" };
import { ending } from "hb/grade/ending.ts";
import { fewMessages } from "hb/grade/laws.ts";
import { type Grading, task, toTheEnd } from "hb/grade/part.ts";
import type { Ask } from "hb/model/clients.ts";
import { encode } from "hb/model/encode.ts";
import { inWords } from "hb/model/in_words.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { either, type Latency, uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { World } from "hb/sim/world.ts";
import { registers, some } from "hb/laboratory/memory/draw.ts";
import type { Answers } from "../answers.ts";
import type { Message, Store } from "../replica.ts";
import { oddRegisters, oddValues } from "./odd.ts";
import {
  alike,
  answersFit,
  atOnce,
  converged,
  later,
  noFaster,
  oneOrder,
  sequential,
  sequentialInTheEnd,
  tidy,
} from "./store_rules.ts";
import { empty, oneByOne, steps } from "./store_steps.ts";

export const store = task<Answers>(text, ({ store: handlers }, grading) => {
  const { upon: store } = ending<Store, Message>({ start: empty, upon: handlers });
  const begun = { type: "read", key: "x", from: 9 } as const;
  grading.begun((io) => store.read(empty(), begun, io));
  for (const nodes of [1, 5, 40]) {
    for (const last of [0, 255, 2 ** 31 - 1, 2 ** 32 - 1, 2 ** 40]) {
      steps(store, nodes, last, grading);
    }
  }
  oneByOne(store, grading);
  for (const about of runs) {
    for (let nth = 0; nth < (about.workloads ?? 1); nth++) {
      const scenario = scenarioOf(store, about, new Random(nth, "workload"));
      grading.busyWith(() => size(about));
      grading.sweep(scenario, { ...about, drive: drive(about) });
      if (nth === 0 && !about.odd) economical(scenario, about, grading);
    }
  }
});

/** How long, on what network, how often. */
interface Run {
  /** How many operations each client has, before it looks at everything once more. */
  readonly operations: number;
  /** The share of writes among them. */
  readonly writes: number;
  readonly latency: Latency;
  /** By when all but the last look is over. */
  readonly quietMs: number;
  readonly seeds: number;
  readonly workloads?: number;
  /** Whether little of a run can be seen in its history, and more is looked at. */
  readonly long?: boolean;
  /** How many nodes there are; default 3. */
  readonly nodes?: number;
  /** Whether there are many registers, whose names and values are as odd as they may be. */
  readonly odd?: boolean;
  /** How many runs shrinking may take, where runs are long. */
  readonly shrinkRuns?: number;
}

const runs: readonly Run[] = [
  {
    operations: 6,
    writes: 0.6,
    latency: uniform(1, 10),
    quietMs: 2000,
    seeds: 1,
    workloads: 6,
    shrinkRuns: 500,
    odd: true,
  },
  { operations: 3, writes: 0.5, latency: uniform(1, 5), quietMs: 800, seeds: 2, nodes: 1 },
  { operations: 6, writes: 0.5, latency: uniform(1, 40), quietMs: 800, seeds: 10, workloads: 6 },
  { operations: 4, writes: 0.5, latency: uniform(20, 60), quietMs: 800, seeds: 5, workloads: 2 },
  {
    operations: 8,
    writes: 0.3,
    latency: late(0.1),
    quietMs: 2000,
    seeds: 8,
    workloads: 3,
    shrinkRuns: 300,
  },
  // So few are late that others go on meanwhile: a great deal comes before its turn.
  {
    operations: 24,
    writes: 0.5,
    latency: late(0.02),
    quietMs: 4000,
    seeds: 2,
    long: true,
    shrinkRuns: 15,
  },
];

/** Most messages are quick, and such a share of them is very late. */
function late(share: number): Latency {
  return either(share, uniform(300, 400), uniform(1, 3));
}

/** Six clients, two at each node. */
const six = [0, 1, 2, 3, 4, 5];

function size({ nodes = 3, operations }: Run): string {
  return `${nodes === 1 ? "one node" : `${nodes} nodes`} and ${six.length * operations} operations`;
}

function drive({ quietMs, odd }: Run) {
  const end = toTheEnd<Store, Message, never, never>(
    quietMs,
    [2000, "every operation ends", (world) => !world.clientsBusy],
  );
  return (world: World<Store, Message>) => {
    end(world);
    world.require(converged(quietMs) as Invariant<Store>);
    if (odd) world.require(sequentialInTheEnd);
  };
}

function scenarioOf(store: Answers["store"], about: Run, random: Random): Scenario<Store, Message> {
  const { nodes = 3 } = about;
  // Where there are many registers, one look at the end has to do.
  const inOrder = about.odd ? later(sequential) : sequential;
  const inTheEnd = later(converged(about.quietMs) as Invariant<Store>);
  const everywhere = [inOrder, atOnce, answersFit, tidy, oneOrder, inTheEnd];
  const rules = nodes === 3 ? [...everywhere, noFaster(fastest(about.latency))] : everywhere;
  return {
    protocol: {
      start: empty,
      upon: store,
    },
    nodes,
    network: { latency: about.latency },
    clients: {
      workload: workload(about, random),
      ask: (asked) => asked as Message,
      think: uniform(0.1, 12),
      link: "local",
    },
    invariants: about.long ? [...rules, alike] : [...rules],
  };
}

function fastest(latency: Latency): number {
  if (latency.kind === "either") return Math.min(fastest(latency.then), fastest(latency.otherwise));
  return latency.kind === "uniform" ? latency.minMs : 0;
}

/** How many registers are many. */
const MANY = 16;

/** Any operations on two registers or many, all with the same values, 0 among them; in the end each is read. */
function workload({ operations, writes, quietMs, odd }: Run, random: Random): Ask[][] {
  const keys = odd ? Array.from({ length: MANY }, oddRegisters(random)) : registers(random, 2);
  const numbers = Array.from({ length: six.length * operations }, (_, i) => i);
  const fresh = keys.map(() =>
    odd ? Array.from(numbers, oddValues(random)).reverse() : some(random, numbers, numbers.length)
  );
  return six.map(() => {
    const asks = Array.from({ length: operations }, (): Ask => {
      const at = random.below(keys.length), key = keys[at]!;
      return random.chance(writes)
        ? { input: { type: "write", key, value: fresh[at]!.pop()! } }
        : { input: { type: "read", key } };
    });
    return [...asks, ...keys.map((key): Ask => ({ input: { type: "read", key }, at: quietMs }))];
  });
}

/** No node needs to remember more than this in the end, in characters. */
const SMALL = 150;

/** Law: a write takes a message to node 0, and one from there to every node; and nothing is left of it but its value. */
function economical(scenario: Scenario<Store, Message>, about: Run, grading: Grading): void {
  const [seed = 1] = grading.seeds(1);
  const world = new World({ ...scenario, seed });
  drive(about)(world);
  const writes = world.history.filter(({ input }) => (input as Message).type === "write").length;
  fewMessages(world.trace, { count: 4 * writes }, `there are ${writes} writes`, grading);
  for (const [node, state] of world.states.entries()) {
    grading.expect(
      encode(state).length <= SMALL,
      `in the end a node has to remember two registers and two places, and node ${node} remembers ` +
        `much more, after ${writes} writes: ${inWords(state, 2 * SMALL)}`,
    );
  }
}
