/** What happens to stores of ranges, in runs that are short enough to be followed. @module */

import { type Grading, reach, runFor, Wrong } from "hb/grade/part.ts";
import { listed, said } from "hb/grade/said.ts";
import type { Ask } from "hb/model/clients.ts";
import type { History } from "hb/model/history.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Fault } from "hb/sim/fault.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Operation } from "../given.ts";
import { type Begin, clientsFor, everybodyHas, worldOf } from "./store_world.ts";
import { linearizableKeys } from "./store_rules.ts";
import { storeLabels } from "./store_words.ts";

/** A client, the node where it sits, and what it asks. */
type Client = readonly [node: NodeId, ...asks: Ask[]];

interface Story {
  readonly words: string;
  readonly why: string;
  readonly clients: readonly Client[];
  readonly faults?: readonly Fault[];
  /** What its client may never hear of, as the node where it sits has crashed. */
  readonly mayFail?: readonly number[];
  /** Splits that make no sense, by their child. */
  readonly refused?: readonly number[];
}

const get = (key: string, at: number): Ask => ({
  at,
  input: { type: "get", key } satisfies Operation,
});
const put = (key: string, value: string, at: number): Ask => ({
  at,
  input: { type: "put", key, value } satisfies Operation,
});
const childOf = (input: unknown): number => (input as { child?: number }).child ?? NaN;
const split = (where: string, child: number, at: number): Ask => ({
  at,
  input: { type: "askSplit", at: where, child },
});

/** From these nodes nothing reaches node 4, and what it says reaches them. */
const unheard = (at: number, forMs: number): Fault => ({
  kind: "partition",
  at,
  forMs,
  sides: [[0, 1, 2], [4]],
  oneWay: true,
});

const slow = (at: number, forMs: number, byMs: number): Fault[] =>
  [0, 1, 2].map((from) => ({ kind: "slow", at, forMs, from, to: 4, byMs }));

const stories: readonly Story[] = [
  // Halves, and halves of these.
  {
    words: "two ranges are split while their keys are written and read",
    why: "a split's halves have all keys, what they hold, and one place each; a split that would " +
      "leave one of them empty is refused (section 15.4)",
    refused: [12],
    clients: [
      [
        0,
        put("b", "1", 1500),
        put("f", "2", 1550),
        put("k", "3", 1600),
        get("k", 2500),
        get("b", 2600),
      ],
      [1, split("f", 10, 1700), split("k", 11, 1900), split("k", 12, 2100)],
      [4, get("f", 2400), get("k", 2500), put("k", "4", 2700), get("k", 2800), get("x", 2900)],
    ],
  },
  // The log is applied again: the child is there already.
  {
    words:
      "a range is split, its upper half is written to, and all of its nodes crash and come back",
    why: "a log is applied again after a crash; a replica of the child that is there is further " +
      "on (TiKV 529, section 15.4)",
    clients: [
      [4, put("k", "1", 1300), put("k", "2", 1900), get("k", 3200)],
      [1, split("f", 10, 1600)],
    ],
    faults: [0, 1, 2].map((node) => ({ kind: "crash", at: 2300 + node, node, downMs: 100 })),
  },
  // A write is answered, and the answer is lost; meanwhile others write.
  {
    words:
      "nothing that members of group 1 say reaches node 4 for 700 ms, after it has asked for a write",
    why: "what is asked again under its number is not done again (section 15.3)",
    clients: [
      [4, get("b", 1300), put("b", "1", 1550)],
      [0, get("b", 1700), put("b", "2", 1800), get("b", 3000)],
    ],
    faults: [unheard(1500, 700)],
  },
  // The same, and meanwhile the range is split.
  {
    words:
      "nothing that members of group 1 say reaches node 4 for 1,100 ms, after it has asked for " +
      "a write; meanwhile the range is split",
    why: "what a parent has answered its child knows (section 15.3; YugabyteDB 32697)",
    clients: [
      [4, get("k", 1300), {
        at: 1550,
        input: { type: "cas", key: "k", expected: null, value: "mine" } satisfies Operation,
      }, get("k", 4200)],
      [0, split("f", 10, 1900)],
    ],
    faults: [unheard(1500, 1100)],
  },
  // Answers to a node as it was before it crashed.
  {
    words: "answers to node 4 are half a second late; it crashes and comes back before they come",
    why:
      "numbers are of one start: what was asked before a crash is nobody's any more (section 15.3)",
    clients: [
      [0, put("k", "1", 1300)],
      [4, get("b", 1350)],
      ...[1, 2, 3].map((): Client => [4, get("b", 1500)]),
      ...[1, 2, 3, 4].map((): Client => [4, get("k", 1950)]),
    ],
    faults: [
      ...slow(1495, 100, 500),
      { kind: "crash", at: 1700, node: 4, downMs: 60 },
      ...slow(1900, 400, 400),
    ],
    mayFail: [2, 3, 4],
  },
  // A leader is cut off, and does not know that another was elected; each is it in one of the runs.
  ...[0, 1, 2].map((node): Story => ({
    words: `node ${node} is cut off from all others for 1,500 ms, and its clients ask`,
    why:
      "who takes itself for a leader may be none: what it says goes through the log first, and what it " +
      "has not committed may be lost (section 15.3)",
    clients: [
      [4, get("b", 1300), put("b", "new", 2300), get("f", 3800)],
      [node, get("b", 1300), get("b", 2700)],
      [node, put("f", "mine", 2600)],
    ],
    faults: [{
      kind: "partition",
      at: 1600,
      forMs: 1500,
      sides: [[node], [0, 1, 2, 3, 4].filter((each) => each !== node)],
    }],
  })),
  // A leader dies for good; each of the three is it in one of the runs.
  ...[0, 1, 2].map((node): Story => ({
    words: `node ${node} dies for good`,
    why: "whom a gateway takes for the leader may be dead: it asks others as well (section 15.3)",
    clients: [
      [4, get("b", 1300), put("b", "1", 2000), get("b", 3000)],
      [3, get("x", 1300), put("x", "1", 2000), get("b", 3200)],
    ],
    faults: [{ kind: "crash", at: 1600, node }],
  })),
];

/**
 * How long a client waits, in ms. Where a leader is dead, a gateway that asks any member at every
 * third try, each 150 ms, asks only dead ones for so long once in a million runs.
 */
const PATIENCE_MS = 6000;

/** Requires that all stories end well. */
export function told(begin: Begin, grading: Grading): void {
  for (const story of stories) {
    let history: History = [];
    try {
      happens(begin, story, grading, (seen) => void (history = seen));
    } catch (thrown) {
      // The same error: the run that it stands for is drawn.
      if (thrown instanceof Wrong) thrown.message = inFull(story, history, thrown.message);
      throw thrown;
    }
  }
}

function inFull({ words, why, clients }: Story, history: History, message: string): string {
  const lines = history.map(({ process, input, outcome, output }) => {
    const client = process % clients.length,
      answer = outcome === "unknown"
        ? "no answer"
        : outcome === "fail"
        ? "not ok"
        : storeLabels.answer!(output);
    return `client ${client} at node ${clients[client]?.[0]}: ${
      storeLabels.request!(input)
    } → ${answer}`;
  });
  const asked = `${words}${
    lines.length === 0 ? "" : `; this is asked, and answered:\n${listed(lines)}`
  }`;
  const must =
    "all is answered, each key is as if there were one copy of it, in one range, with three replicas";
  return said({ asked, came: message, must, why });
}

function happens(
  begin: Begin,
  { clients, faults = [], mayFail = [], refused = [] }: Story,
  grading: Grading,
  see: (history: History) => void,
): void {
  const store = begin();
  grading.sweep({
    ...worldOf(store, []),
    network: { latency: uniform(1, 6) },
    faults,
    clients: {
      ...clientsFor(clients.map(([, ...asks]) => asks)),
      timeoutMs: PATIENCE_MS,
      to: ({ client }) => clients[client]![0],
      think: uniform(1, 2),
    },
  }, {
    seeds: 1,
    alone: true,
    shrinkRuns: 60,
    drive(world) {
      // Whoever is dead for good comes back only after that.
      for (let ms = 0; ms < 4500 + PATIENCE_MS && (ms < 4500 || world.clientsBusy); ms += 500) {
        runFor(world, 500, 60_000);
      }
      reach(world, [4000, "all clients have their answers", () => !world.clientsBusy], 60_000);
      see(world.history);
      world.require(linearizableKeys);
      world.require({
        name: "progress",
        words: "what is asked is done",
        check({ history }) {
          const wrong = history.find(({ process, input, outcome }) =>
            outcome !== (refused.includes(childOf(input)) ? "fail" : "ok") &&
            !mayFail.includes(process % clients.length)
          );
          if (wrong === undefined) return undefined;
          const client = `client ${wrong.process % clients.length}`;
          const words = wrong.outcome === "ok"
            ? `a split that ${client} asked for makes no sense, and is answered as if it were done`
            : `something that ${client} asked was not done`;
          return { words, nodes: [] };
        },
      });
      if (faults.every((fault) => fault.kind !== "crash" || fault.downMs !== undefined)) {
        everybodyHas(store, world);
      }
    },
  });
}
