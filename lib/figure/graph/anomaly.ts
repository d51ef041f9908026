/** The graph of an anomaly between transactions: its cycle of dependencies, edge by edge. @module */

import { type Anomaly, type Dependency, type Edge, nameOf } from "../../check/isolation/anomaly.ts";
import { reasonsOf } from "../../check/isolation/explain.ts";
import { describeSteps } from "../../check/isolation/notation.ts";
import { stepsOf } from "../../check/isolation/transaction.ts";
import type { Figure } from "../figure.ts";
import { assertFields, list, someWords } from "../refuse.ts";
import { graph } from "./graph.ts";
import type { GraphData, GraphEdge, GraphNode, GraphOptions } from "./options.ts";

/** All dependencies, so that each has one colour in every picture. */
const kinds: readonly Dependency[] = ["ww", "wr", "rw", "process", "realtime", "wr(P)", "rw(P)"];

/**
 * Draws an anomaly: transactions as nodes, with what each did, and dependencies as arrows from what is
 * before to what is after.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { isolation } from "hb/check/isolation/isolation.ts";
 * import { transactions } from "hb/check/isolation/notation.ts";
 * import { display } from "hb/figure/figure.ts";
 * import { anomalyGraph } from "hb/figure/graph/anomaly.ts";
 *
 * const skew = transactions("ax1ry | ay1rx", "list-append");
 * const { anomalies } = isolation(skew, { model: "list-append" });
 * assertEquals(
 *   (await anomalyGraph(anomalies[0]!)[display]())["text/plain"],
 *   "G2-item: T0 and T1 are each before the other (graph: 2 nodes; T0 rw T1; T1 rw T0)",
 * );
 * ```
 */
export function anomalyGraph(anomaly: Anomaly, options: Partial<GraphOptions> = {}): Figure {
  const fields = { name: someWords, transactions: list, edges: list };
  assertFields("an anomaly", "an anomaly", anomaly, fields);
  return graph(
    shortened({ nodes: nodesOf(anomaly), edges: anomaly.edges.map(edgeOf) }),
    { title: titleOf(anomaly), words: reasonsOf(anomaly.edges), kinds, ...options },
  );
}

function nodesOf({ transactions }: Anomaly): GraphNode[] {
  const unique = new Map(transactions.map((transaction) => [transaction.id, transaction]));
  return [...unique.values()].map((transaction) => ({
    id: transaction.id,
    name: nameOf(transaction),
    text: describeSteps(stepsOf(transaction)),
  }));
}

/** How many nodes are drawn; a longer cycle leaves out its middle. */
const mostNodes = 12;

function shortened({ nodes, edges }: GraphData): GraphData {
  const hidden = nodes.slice(mostNodes / 2, -mostNodes / 2 + 1);
  if (nodes.length <= mostNodes) return { nodes, edges };
  const id = "hidden";
  const ids = new Set(hidden.map((node) => node.id));
  const instead = (end: GraphNode["id"]) => ids.has(end) ? id : end;
  return {
    nodes: [
      ...nodes.slice(0, mostNodes / 2),
      { id, name: `${hidden.length} more` },
      ...nodes.slice(-mostNodes / 2 + 1),
    ],
    edges: edges.map((edge) => ({ ...edge, from: instead(edge.from), to: instead(edge.to) }))
      .filter(({ from, to }) => from !== to),
  };
}

function titleOf({ name, transactions, edges, words }: Anomaly): string {
  if (edges.length === 0) return `${name}: ${words[0] ?? ""}`;
  const [first, second] = transactions.map(nameOf);
  if (edges.length === 2) return `${name}: ${first} and ${second} are each before the other`;
  return `${name}: ${edges.length} transactions in a circle, each before the next`;
}

function edgeOf(edge: Edge): GraphEdge {
  const { from, to, dependency, words } = edge;
  return { from, to, kind: dependency, why: whyOf(edge), detail: words };
}

function whyOf({ dependency, key, before, after }: Edge): string {
  const old = before ?? "start";
  const now = after ?? "deleted";
  switch (dependency) {
    case "ww":
      return `${key}: ${old}, then ${now}`;
    case "wr":
      return `${key}: reads ${old}`;
    case "rw":
      return `${key}: ${old}, not yet ${now}`;
    case "wr(P)":
      return `${key}: missed, as ${now}`;
    case "rw(P)":
      return `${key}: missed, not yet ${now}`;
    case "process":
      return "same process";
    case "realtime":
      return "ended first";
  }
}
