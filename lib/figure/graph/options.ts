/** What a graph shows. @module */

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
export function assertGraph({ nodes, edges }: GraphData, { title }: GraphOptions): void {
  if (title.trim() === "") {
    throw new TypeError(`Cannot draw a graph because its title must be words: given "${title}"`);
  }
  if (nodes.length === 0) {
    throw new RangeError("Cannot draw a graph because it needs a node: given none");
  }
  const ids = new Set(nodes.map(({ id }) => id));
  for (const end of edges.flatMap(({ from, to }) => [from, to])) {
    if (!ids.has(end)) {
      throw new RangeError(
        `Cannot draw a graph because edges must be between its nodes: given ${end}`,
      );
    }
  }
}
