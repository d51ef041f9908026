import text from "./anywhere.md" with { type: "text" };
import { describeAction } from "hb/check/explore/describe_action.ts";
import { exploreProtocol } from "hb/check/explore/protocol.ts";
import { ending } from "hb/grade/ending.ts";
import { fewMessages } from "hb/grade/laws.ts";
import { type Grading, task, toTheEnd } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import type { Invariant } from "hb/model/invariant.ts";
import type { Labels } from "hb/model/labels.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { World } from "hb/sim/world.ts";
import type { Answers } from "../answers.ts";
import type { Ask, Entire } from "../entire.ts";
import type { Memory } from "../memory.ts";
import {
  calm,
  faultsOf,
  get,
  long,
  muchWritten,
  type Run,
  set,
  short,
  waiting,
  workload,
} from "./anywhere_runs.ts";
import { contradiction } from "./contradiction.ts";
import { answersFit, converged, later } from "./store_rules.ts";

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
    for (const about of nth === 0 ? [...short, ...long] : short) {
      if (nth < about.workloads) sweep(anywhere, about, nth, grading);
    }
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
  grading.busyWith(() => about);
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
    return words === undefined ? undefined : { words, nodes: [] };
  },
};

/** So many parts of a long history are looked at to find a short contradiction in it. */
const FEW_TRIES = 300;

function size({ nodes, clients, busy, operations }: Run): string {
  const asked = (busy?.length ?? clients) * operations;
  return `${nodes === 1 ? "one node" : `${nodes} nodes`} and ${asked} operations`;
}

function sweep(store: Entire, about: Run, nth: number, grading: Grading): void {
  const { seeds, shrinkRuns = 200 } = about;
  grading.busyWith(() => size(about));
  grading.sweep(scenarioOf(store, about, nth), { seeds, drive: drive(about), shrinkRuns });
}

function scenarioOf({ protocol }: Entire, about: Run, nth: number): Scenario<unknown, Tagged> {
  return {
    protocol: ending(protocol) as Scenario<unknown, Tagged>["protocol"],
    nodes: about.nodes,
    network: about.network,
    faults: faultsOf(about),
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
      about.inTheEnd ? later(causalPlus) : judgedAtEnds(causalPlus),
      later(converged(about.quietMs)),
    ],
  };
}

function drive({ quietMs, inTheEnd }: Run) {
  const end = toTheEnd<unknown, Tagged, never, never>(
    quietMs,
    [500, "every operation ends", (world) => !world.clientsBusy],
  );
  return (world: World<unknown, Tagged>) => {
    end(world);
    if (inTheEnd) world.require(causalPlusInTheEnd);
    world.require(converged(quietMs));
  };
}

/** No message, and no node in the end, needs more than this, in characters, where there are three nodes. */
const LONGEST_MESSAGE = 300, LARGEST_STATE = 600;

/** Law: a write takes a message to each other node, and what has been taken in is forgotten, however often it came. */
function economical(store: Entire, arrives: "once" | "twice", grading: Grading): void {
  const network = { latency: uniform(1, 40), duplication: arrives === "once" ? 0 : 1 };
  costs(store, { ...waiting, network }, grading);
}

/** The same after much has been written. */
function stillEconomical(store: Entire, grading: Grading): void {
  const network = { latency: uniform(1, 20), duplication: 0.2 };
  costs(store, { ...muchWritten, network }, grading);
}

function costs(store: Entire, about: Run, grading: Grading): void {
  grading.busyWith(() => size(about));
  const world = new World({ ...scenarioOf(store, about, 0), invariants: [], seed: 1 });
  drive({ ...about, inTheEnd: false })(world);
  const writes = world.history.filter(({ input }) => (input as Ask).type === "write").length;
  // A copy that the network makes is no message of the node's.
  const { duplication = 0 } = about.network;
  const count = duplication > 0 ? Infinity : (about.nodes - 1) * writes;
  const limits = { count, characters: LONGEST_MESSAGE };
  fewMessages(world.trace, limits, `there are ${writes} writes and ${about.nodes} nodes`, grading);
  for (const [node, state] of world.states.entries()) {
    const { length } = encode(state);
    grading.expect(
      length <= LARGEST_STATE,
      `what has been taken in need not be kept: after ${writes} writes of two registers` +
        `${duplication === 1 ? ", of which every message arrived twice," : ""} the state of ` +
        `node ${node} has ${length} characters, and ${LARGEST_STATE} will do`,
    );
  }
}
