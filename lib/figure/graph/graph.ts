/**
 * A small graph: boxes around a circle with arrows between them, each with its kind and its reason. It is
 * how cycles of dependencies are shown.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import { svgFigure } from "../svg.ts";
import { oneLine } from "../text.ts";
import { draw } from "./draw.ts";
import { layOut } from "./layout.ts";
import { assertGraph, type GraphData, type GraphOptions } from "./options.ts";

/**
 * A graph of nodes and edges.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { display } from "hb/figure/figure.ts";
 * import { graph } from "hb/figure/graph/graph.ts";
 *
 * const nodes = [{ id: 0, name: "A" }, { id: 1, name: "B" }];
 * const figure = graph({ nodes, edges: [{ from: 0, to: 1, kind: "waits" }] }, { title: "A waits" });
 * assertEquals((await figure[display]())["text/plain"], "A waits (graph: 2 nodes; A waits B)");
 * ```
 */
export function graph(data: GraphData, options: GraphOptions): Figure {
  assertGraph(data, options);
  return svgFigure(() => ({ svg: graphSvg(data, options), plain: plainText(data, options) }));
}

/** The graph as a single SVG element that needs nothing else. */
export function graphSvg(data: GraphData, options: GraphOptions): string {
  assertGraph(data, options);
  return draw(layOut(data, options), plainText(data, options));
}

/** The most edges that the line of text names. */
const mostNamed = 8;

function plainText({ nodes, edges }: GraphData, { title }: GraphOptions): string {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const named = edges.slice(0, mostNamed).map(({ from, to, kind }) =>
    `${names.get(from)!} ${kind} ${names.get(to)!}`
  );
  const more = edges.length - named.length;
  const parts = [
    `${nodes.length} node${nodes.length === 1 ? "" : "s"}`,
    ...named,
    ...(more > 0 ? [`${more} more edges`] : []),
  ];
  return oneLine(`${title} (graph: ${parts.join("; ")})`);
}
