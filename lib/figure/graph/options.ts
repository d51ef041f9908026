/** What a graph shows. @module */

import { assertDistinct, assertFields, assertList, type Fields, type Kind } from "../refuse.ts";
import { listOf, optional, refuse, someWords, text, told } from "../refuse.ts";

/** A node, as a box. */
export interface GraphNode {
  /** Tells it from others; edges refer to it. */
  readonly id: string | number;
  /** Its name, in bold. */
  readonly name: string;
  /** What stands under the name. */
  readonly text?: string;
}

/** An edge, as an arrow. */
export interface GraphEdge {
  /** The node from which it leads. */
  readonly from: string | number;
  /** The node to which it leads. */
  readonly to: string | number;
  /** Its kind, in bold: edges of one kind look alike. */
  readonly kind: string;
  /** Why it is there, in a few words. */
  readonly why?: string;
  /** Why it is there, in a sentence. */
  readonly detail?: string;
}

/** Nodes and edges; the nodes stand on a circle in their order. */
export interface GraphData {
  /** The nodes. */
  readonly nodes: readonly GraphNode[];
  /** The edges. */
  readonly edges: readonly GraphEdge[];
}

/** Options of a graph; only the title is required. */
export interface GraphOptions {
  /** The finding, in words. */
  readonly title: string;
  /** Kinds of edges in the order in which they get their colours; by default as they occur. */
  readonly kinds?: readonly string[];
  /** Sentences under the picture. */
  readonly words?: readonly string[];
}

/** Throws unless there is something to draw, and every edge has its ends. */
export function assertGraph(data: unknown, options: unknown): void {
  assertFields(what, "its", options, optionFields);
  assertFields(what, "its data", data, {});
  const { nodes, edges } = data as GraphData;
  assertList(what, ["a node", "its nodes"], nodes, { id, name: someWords, text: optional(text) });
  assertList(what, ["an edge", "its edges"], edges, edgeFields);
  if (nodes.length === 0) refuse(what, "it needs a node", "none");
  const ids = new Set(nodes.map(({ id }) => id));
  assertDistinct(what, "no two nodes may have one id", nodes.map(({ id }) => id));
  for (const { from, to } of edges) {
    for (const end of [from, to]) {
      if (!ids.has(end)) refuse(what, "edges must be between its nodes", told(end));
    }
    if (from === to) refuse(what, "an edge must lead to another node", `${told(from)} to itself`);
  }
}

const what = "a graph";
const id: Kind = {
  words: "a number or a text",
  is: (value) => typeof value === "string" || Number.isFinite(value),
};
const edgeFields: Fields = {
  from: id,
  to: id,
  kind: someWords,
  why: optional(text),
  detail: optional(text),
};
const optionFields: Fields = {
  title: someWords,
  kinds: optional(listOf(someWords)),
  words: optional(listOf(text)),
};
