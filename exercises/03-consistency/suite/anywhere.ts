import text from "./anywhere.md" with { type: "text" };
import { describeAction } from "hb/check/explore/describe_action.ts";
import { exploreProtocol } from "hb/check/explore/protocol.ts";
import { ending } from "hb/grade/ending.ts";
import { fewMessages } from "hb/grade/laws.ts";
import { type Grading, task, toTheEnd } from "hb/grade/part.ts";
import type { Ask as Asked } from "hb/model/clients.ts";
import { encode } from "hb/model/encode.ts";
import type { Invariant } from "hb/model/invariant.ts";
import type { Labels } from "hb/model/labels.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { NetworkOptions } from "hb/sim/network_options.ts";
import { constant, either, uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { World } from "hb/sim/world.ts";
import { registers } from "hb/laboratory/memory/draw.ts";
import type { Answers } from "../answers.ts";
import type { Ask, Entire } from "../entire.ts";
import type { Memory } from "../memory.ts";
import { contradiction } from "./contradiction.ts";
import { oddRegisters, oddValues } from "./odd.ts";
import { answersFit, converged } from "./store_rules.ts";

export const anywhere = task<Answers>(text, ({ anywhere }, grading) => {
  sweep(anywhere, { ...calm, seeds: 1 }, 0, grading);
  for (const [name, program] of Object.entries(programs)) {
    explored(anywhere, name, program, grading);
  }
  economical(anywhere, "once", grading);
  economical(anywhere, "twice", grading);
  // One workload of each first: what goes wrong shows soonest so.
  const most = Math.max(...short.map(({ workloads }) => workloads));
  for (let nth = 0; nth < most; nth++) {
    for (const about of short) if (nth < about.workloads) sweep(anywhere, about, nth, grading);
  }
  for (const about of long) {
    for (let nth = 0; nth < about.workloads; nth++) sweep(anywhere, about, nth, grading);
  }
  stillEconomical(anywhere, grading);
});

/** What clients ask in the programs that are explored, by which the literature tells levels apart. */
const programs: Readonly<Record<string, readonly (readonly Ask[])[]>> = {
  "two flags": [[set("x", 1), get("y")], [set("y", 2), get("x")]],
  "one flag": [[set("x", 0), set("y", 1)], [get("y"), get("x")]],
  "a conflict": [[set("x", 1), get("x")], [set("x", 0), get("x")]],
  "an answer": [[set("x", 1)], [get("x"), set("y", 2)], [get("y"), get("x")]],
};

function get(key: string): Ask {
  return { type: "read", key };
}

function set(key: string, value: number): Ask {
  return { type: "write", key, value };
}

/** After so many states a program has been explored far enough. */
const MOST_STATES = 30_000;

/** Every order of events of a small program; what is told is the shortest way to a failure. */
function explored(
  { protocol }: Entire,
  name: string,
  program: readonly (readonly Ask[])[],
  grading: Grading,
): void {
  const about = `the program "${name}", explored`;
  const { findings } = grading.asked(() =>
    exploreProtocol({
      name,
      protocol,
      nodes: program.length,
      clients: {
        workload: program.map((asks) => asks.map((input) => ({ input }))),
        ask: (asked) => asked as Tagged,
        link: "local",
      },
      invariants: [causalPlus],
    }, { maxStates: MOST_STATES }), () => about);
  const [found] = findings;
  if (found === undefined) return;
  const steps = found.path.slice(1).map(({ action }, i) =>
    `${i + 1}. ${describeAction(action!, { labels: words(program.length) })}`
  );
  grading.expect(
    false,
    `${about}: ${steps.length} steps break ${causalPlus.name}, and no fewer do: ${
      steps.join("; ")
    }. ` +
      `So clients see ${breach(found.path.at(-1)!.state.history)}`,
  );
}

/** Clients and nodes by their numbers, and what is asked as in histories. */
function words(nodes: number): Labels {
  return {
    client: (process) => `process ${process % nodes}`,
    request: (asked) => {
      const ask = asked as Ask;
      return ask.type === "read" ? `r ${ask.key}` : `w ${ask.key} ${ask.value}`;
    },
    answer: (output) => output === null ? "-" : `${output}`,
  };
}

const ended = (history: readonly unknown[]) =>
  (history as Memory).filter(({ outcome }) => outcome === "ok");

/** Why a history is not causal+, or nothing. */
function breach(history: readonly unknown[]): string | undefined {
  return contradiction("causal+", ended(history));
}

const causalPlus: Invariant<unknown> = {
  name: "causal+",
  words: "everyone sees causes before effects, and settles concurrent writes alike",
  check({ history }) {
    const words = breach(history);
    return words === undefined ? undefined : { words, nodes: [] };
  },
};

const atOnce: Invariant<unknown> = {
  name: "answers at once",
  words: "whatever is asked is answered in the step in which it is asked",
  check({ at, history }) {
    const slow = history.find(({ invokedAt, endedAt }) => Math.min(at, endedAt) > invokedAt);
    const asked = slow && (slow.input as Ask);
    return slow && { words: `a ${asked!.type} of process ${slow.process} has to wait`, nodes: [] };
  },
};

/** The same, where nothing has ended just now, was judged before. */
const judgedAtEnds = (rule: Invariant<unknown>): Invariant<unknown> => ({
  ...rule,
  check(seen) {
    if (!seen.history.some(({ endedAt }) => endedAt === seen.at)) return undefined;
    return rule.check(seen, undefined);
  },
});

/** The same where a look at the end has to do. */
const causalPlusInTheEnd: Invariant<unknown> = {
  ...causalPlus,
  check({ history }) {
    const words = contradiction("causal+", ended(history), FEW_TRIES);
    return words === undefined
      ? undefined
      : { words: `what clients have seen is not causal+: ${words}`, nodes: [] };
  },
};

/** So many parts of a long history are looked at to find a short contradiction in it. */
const FEW_TRIES = 300;

/** How many clients at how many nodes do what, on what network. */
interface Run {
  readonly nodes: number;
  readonly clients: number;
  /** Which clients do anything; default: all of them. */
  readonly busy?: readonly number[];
  /**
   * If given, these write all at once, and then one after the other, in this order, each after it has read what the
   * one before wrote; and when they read.
   */
  readonly looks?: "in turn" | "always";
  /** Whether there are many registers, whose names and values are as odd as they may be. */
  readonly odd?: boolean;
  /** How many operations each client has, before it looks at everything once more. */
  readonly operations: number;
  /** The share of writes among them; default: a half. */
  readonly writes?: number;
  /** Whether a look at the end has to do, as much is asked. */
  readonly inTheEnd?: boolean;
  readonly network: NetworkOptions;
  readonly quietMs: number;
  readonly seeds: number;
  readonly workloads: number;
  /** How many runs shrinking may take; default 200. */
  readonly shrinkRuns?: number;
}

const late = (share: number) => either(share, uniform(300, 400), uniform(1, 3));

const calm: Run = {
  nodes: 3,
  clients: 3,
  operations: 6,
  network: { latency: uniform(1, 60), duplication: 0.2 },
  quietMs: 800,
  seeds: 12,
  workloads: 8,
};

/** So few are late that others go on meanwhile: a great deal waits. */
const waiting: Run = {
  nodes: 3,
  clients: 3,
  operations: 24,
  network: { latency: late(0.04) },
  quietMs: 2500,
  seeds: 2,
  workloads: 2,
};

const short: readonly Run[] = [
  { ...calm, nodes: 1, clients: 1, seeds: 1, workloads: 1 },
  calm,
  {
    nodes: 5,
    clients: 5,
    operations: 5,
    network: { latency: late(0.2), duplication: 0.2 },
    quietMs: 1500,
    seeds: 6,
    workloads: 4,
  },
  waiting,
  {
    nodes: 12,
    clients: 12,
    operations: 2,
    network: { latency: uniform(1, 60), duplication: 0.1 },
    quietMs: 800,
    seeds: 3,
    workloads: 1,
  },
  {
    nodes: 3,
    clients: 3,
    operations: 30,
    network: { latency: uniform(1, 10), duplication: 0.1 },
    quietMs: 2000,
    seeds: 1,
    workloads: 6,
    writes: 0.75,
    odd: true,
    inTheEnd: true,
    shrinkRuns: 500,
  },
];

/** Much is written. All messages take the same: of what goes wrong less has to be told. */
const muchWritten: Run = {
  nodes: 3,
  clients: 3,
  operations: 280,
  writes: 0.75,
  network: { latency: constant(5) },
  quietMs: 20_000,
  seeds: 1,
  workloads: 1,
  inTheEnd: true,
  shrinkRuns: 300,
};

/** Some of these nodes have numbers that begin alike, or end in 0, and some come long after others. */
const crowd: Run = {
  nodes: 130,
  clients: 130,
  busy: [129, 0, 120, 1, 119, 12, 100, 10, 90, 9],
  looks: "in turn",
  operations: 1,
  network: { latency: constant(40) },
  quietMs: 1500,
  seeds: 1,
  workloads: 1,
  inTheEnd: true,
  shrinkRuns: 60,
};

const long: readonly Run[] = [
  // When one message is as late as this, all that comes after it has to wait.
  {
    ...muchWritten,
    operations: 70,
    network: { latency: either(0.01, uniform(1000, 5000), constant(5)) },
    shrinkRuns: 600,
  },
  // What is told arrives in any order.
  {
    ...muchWritten,
    operations: 70,
    network: { latency: uniform(1, 5000), duplication: 0.1 },
    shrinkRuns: 1500,
  },
  muchWritten,
  crowd,
  {
    ...crowd,
    looks: "always",
    network: { latency: either(0.15, uniform(150, 350), constant(40)) },
  },
];

function sweep(store: Entire, about: Run, nth: number, grading: Grading): void {
  const { seeds, shrinkRuns = 200 } = about;
  grading.sweep(scenarioOf(store, about, nth), { seeds, drive: drive(about), shrinkRuns });
}

function scenarioOf({ protocol }: Entire, about: Run, nth: number): Scenario<unknown, Tagged> {
  return {
    protocol: ending(protocol) as Scenario<unknown, Tagged>["protocol"],
    nodes: about.nodes,
    network: about.network,
    clocks: { maxOffsetMs: 1000 },
    clients: {
      workload: workload(about, new Random(nth, "anywhere")),
      ask: (asked) => asked as Tagged,
      think: uniform(0.1, 30),
      link: "local",
    },
    invariants: [
      atOnce,
      answersFit as Invariant<unknown>,
      ...about.inTheEnd ? [] : [judgedAtEnds(causalPlus)],
    ],
  };
}

/** How many registers are many. */
const MANY = 16;

/** Any operations on two registers or many, all with the same values, 0 among them; in the end each is read. */
function workload(about: Run, random: Random): Asked[][] {
  const { clients, busy, looks, odd, operations, writes = 0.5, quietMs } = about;
  const keys = odd
    ? Array.from({ length: MANY }, oddRegisters(random))
    : registers(random, looks === undefined ? 2 : 3);
  const fresh = keys.map(() => odd ? oddValues(random) : numbers());
  return Array.from({ length: clients }, (_, client) => {
    if (busy !== undefined && !busy.includes(client)) return [];
    if (looks !== undefined) {
      const [x, y, z] = keys as [string, string, string], own = busy!.indexOf(client);
      const turns = busy!.flatMap((_, turn): Asked[] => {
        if (turn !== own && looks === "in turn") return [];
        const look = keys.map((key) => ({ input: get(key), at: 100 * (turn + 1) }));
        if (turn !== own) return look;
        const first = turn % 2 === 0 ? [{ input: set(y, turn) }] : [];
        return [...look, ...first, { input: set(x, turn) }, { input: get(x) }];
      });
      const end = keys.map((key) => ({ input: get(key), at: quietMs }));
      return [{ input: set(z, own) }, ...turns, ...end];
    }
    const asks = Array.from({ length: operations }, (): Asked => {
      const at = random.below(keys.length), key = keys[at]!;
      return { input: random.chance(writes) ? set(key, fresh[at]!()) : get(key) };
    });
    return [...asks, ...keys.map((key): Asked => ({ input: get(key), at: quietMs }))];
  });
}

/** 0, −0.5, 2, −1.5, …: values are any numbers, and a later one need not be larger. */
function numbers(): () => number {
  let nth = 0;
  return () => nth % 2 === 0 ? nth++ : -(nth++) / 2;
}

function drive({ quietMs, inTheEnd }: Run) {
  const end = toTheEnd<unknown, Tagged, never, never>(
    quietMs,
    [500, "every operation ends", (world) => !world.clientsBusy],
  );
  return (world: World<unknown, Tagged>) => {
    end(world);
    if (inTheEnd) world.require(causalPlusInTheEnd);
    world.require(converged);
  };
}

/** No message, and no node in the end, needs more than this, in characters, where there are three nodes. */
const LONGEST_MESSAGE = 300, LARGEST_STATE = 600;

/** Law: a write takes a message to each other node, and what has been taken in is forgotten, however often it came. */
function economical(store: Entire, arrives: "once" | "twice", grading: Grading): void {
  const duplication = arrives === "once" ? 0 : 0.5;
  const about = { ...waiting, network: { latency: uniform(1, 40), duplication } };
  costs(store, about, grading);
}

/** The same after much has been written. */
function stillEconomical(store: Entire, grading: Grading): void {
  const network = { latency: uniform(1, 20), duplication: 0.2 };
  costs(store, { ...muchWritten, network }, grading);
}

function costs(store: Entire, about: Run, grading: Grading): void {
  const world = new World({ ...scenarioOf(store, about, 0), invariants: [], seed: 1 });
  drive({ ...about, inTheEnd: false })(world);
  const writes = world.history.filter(({ input }) => (input as Ask).type === "write").length;
  // A copy that the network makes is no message of the node's.
  const count = about.network.duplication ? Infinity : (about.nodes - 1) * writes;
  const limits = { count, characters: LONGEST_MESSAGE };
  fewMessages(world.trace, limits, `there are ${writes} writes and ${about.nodes} nodes`, grading);
  for (const [node, state] of world.states.entries()) {
    const { length } = encode(state);
    grading.expect(
      length <= LARGEST_STATE,
      `what has been taken in need not be kept: after ${writes} writes of two registers the state of ` +
        `node ${node} has ${length} characters, and ${LARGEST_STATE} will do`,
    );
  }
}
