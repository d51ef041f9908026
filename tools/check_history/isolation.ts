/**
 * Models that are about transactions; the question is isolation. The verdict is about serializability:
 * that is what an anomaly of the data alone can contradict. Whether a serializable history kept to real
 * time too depends on how its clocks were read, so the evidence says it, and the verdict does not.
 *
 * @module
 */

import { isolation } from "hb/check/isolation/isolation.ts";
import { stepsOf, type Transactions } from "hb/check/isolation/transaction.ts";
import type { Model as Keys } from "hb/check/isolation/transaction.ts";
import type { RecordedHistory } from "hb/check/read/read_history.ts";
import { pair } from "hb/check/read/pair.ts";
import { anomalyGraph } from "hb/figure/graph/anomaly.ts";
import { counted } from "./counted.ts";
import type { Judgement, Limits, Model, Settings } from "./model.ts";
import { transactionsOfCalls, transactionsOfOperations } from "./transactions.ts";

/** About how many edges are visited in a millisecond; a search that is not done by then gives up. */
const edgesAMs = 20_000;
const mostEdges = 5e7;
/** How many anomalies of each kind are told. */
const mostTold = 3;

/** A model that checks isolation. */
export function transactional(
  keys: Keys,
  about: Pick<Model, "words" | "example" | "options">,
): Model {
  return {
    ...about,
    judge(read: RecordedHistory, limits: Limits, settings: Settings): Judgement {
      const unit = read.kind === "events" ? read.unit : "ms";
      const history = read.kind === "events"
        ? transactionsOfCalls(pair(read.events), keys, settings)
        : transactionsOfOperations(read.operations, read.lines, keys, settings);
      if (history.length === 0) {
        return { verdict: "unknown", evidence: ["the file holds no operations"] };
      }
      return judge(history, keys, unit, limits, settings);
    },
  };
}

/** `unit` is what the times count: ms, lines or events. */
function judge(
  history: Transactions,
  model: Keys,
  unit: string,
  limits: Limits,
  { keys = "none" }: Settings,
): Judgement {
  const leftMs = limits.deadline - performance.now();
  const { verdict, anomalies, words } = isolation(history, {
    model,
    keys,
    most: mostTold,
    patience: Math.min(mostEdges, Math.max(0, leftMs) * edgesAMs),
    moment: (at) => unit === "ms" ? `${at} ms` : `${unit} ${at}`,
  });
  const steps = history.reduce((all, transaction) => all + stepsOf(transaction).length, 0);
  const size = `${counted(history.length, "transaction")}, ${counted(steps, "micro-operation")}`;
  const evidence = [size, ...words];
  const drawn = anomalies.find(({ edges }) => edges.length > 0) ?? anomalies[0];
  if (drawn === undefined || !limits.explain) return { verdict, evidence };
  return { verdict, evidence, figure: anomalyGraph(drawn, { words: [] }) };
}
