/** Stories of stores of ranges are played, and told where they end badly. @module */

import { type Grading, reach, runFor, Wrong } from "hb/grade/part.ts";
import { listed, said } from "hb/grade/said.ts";
import type { History } from "hb/model/history.ts";
import { uniform } from "hb/sim/latency.ts";
import { linearizableKeys } from "./store_rules.ts";
import { stories, type Story } from "./store_stories.ts";
import { storeLabels } from "./store_words.ts";
import { type Begin, clientsFor, everybodyHas, options, worldOf } from "./store_world.ts";

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
  { clients, faults = [], mayFail = [] }: Story,
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
          const senseless = senselessIn(history);
          const wrong = history.find((each) =>
            each.outcome !== (senseless.has(each) ? "fail" : "ok") &&
            !mayFail.includes(each.process % clients.length)
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

/** Which splits make no sense: a range begins there already. */
function senselessIn(history: History): Set<History[number]> {
  const starts = new Set(options.ranges.map(({ start }) => start));
  return new Set(history.filter(({ input, outcome }) => {
    const { type, at } = input as { readonly type: string; readonly at: string };
    if (type !== "askSplit") return false;
    if (starts.has(at)) return true;
    if (outcome === "ok") starts.add(at);
    return false;
  }));
}
