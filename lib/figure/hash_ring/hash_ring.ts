/**
 * Rings of consistent hashing as a picture (Karger and others 1997): the points of nodes on a circle, the arc before
 * each point in the colour of its node, and keys, each of which belongs to the first point from its place on, in the
 * direction of a clock's hand. Rings beside each other are before and after: a key with another node is marked.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import {
  assertDistinct,
  assertFields,
  assertList,
  type Fields,
  type Kind,
  list,
  listOf,
  optional,
  refuse,
  someWords,
} from "../refuse.ts";
import { pageSvg, svgFigure, words } from "../svg.ts";
import { bold, escape, rounded, textWidth, wrap, wrapEvenly } from "../text.ts";
import { ink, palette } from "../theme.ts";
import type { HashRing, HashRingOptions, RingKey } from "./options.ts";

export type { HashRing, HashRingOptions, RingKey, RingNode } from "./options.ts";

const margin = 10, radius = 104, across = 310, size = { title: 15, text: 12.5 } as const;
const what = "rings";

/**
 * Rings.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { display } from "hb/figure/figure.ts";
 * import { hashRings } from "hb/figure/hash_ring/hash_ring.ts";
 *
 * const figure = hashRings([
 *   { name: "two nodes", nodes: [{ name: "A", points: [0.2] }, { name: "B", points: [0.7] }] },
 * ], { title: "A ring", keys: [{ name: "tea", at: 0.5 }, { name: "salt", at: 0.9 }] });
 * assertEquals(
 *   (await figure[display]())["text/plain"],
 *   "A ring (rings: two nodes: tea at B, salt at A)",
 * );
 * ```
 */
export function hashRings(rings: readonly HashRing[], options: HashRingOptions): Figure {
  assertRings(rings, options);
  const plain = plainText(rings, options);
  return svgFigure(() => ({ svg: draw(rings, options, plain), plain }));
}

const place: Kind = {
  words: "a part of a turn, from 0 to below 1",
  is: (value) => typeof value === "number" && value >= 0 && value < 1,
};
const ringFields: Fields = { name: someWords, nodes: list };
const optionFields: Fields = { title: someWords, keys: optional(list) };

function assertRings(rings: readonly HashRing[], options: HashRingOptions): void {
  assertFields(what, "its", options, optionFields);
  assertList(what, ["a key", "its keys"], options.keys ?? [], { name: someWords, at: place });
  assertList(what, ["a ring", "what is drawn"], rings, ringFields);
  if (rings.length === 0) refuse(what, "it takes one ring at least", "none");
  for (const { name, nodes } of rings) {
    const fields = { name: someWords, points: listOf(place) };
    assertList(what, ["a node", `the nodes of ${name}`], nodes, fields);
    assertDistinct(what, "a name is that of one node", nodes.map((node) => node.name));
    const points = nodes.flatMap((node) => node.points);
    if (points.length === 0) refuse(name, "a ring needs a point", "none");
    assertDistinct(name, "a place has one point", points);
  }
}

/** The points of a ring in the order of their places, with their nodes. */
function pointsOf({ nodes }: HashRing): { readonly at: number; readonly node: string }[] {
  return nodes.flatMap(({ name, points }) => points.map((at) => ({ at, node: name })))
    .sort((a, b) => a.at - b.at);
}

/** The node of a key. */
function ownerOf(ring: HashRing, { at }: RingKey): string {
  const points = pointsOf(ring);
  return (points.find((point) => point.at >= at) ?? points[0]!).node;
}

function draw(rings: readonly HashRing[], options: HashRingOptions, plain: string): string {
  const { keys = [] } = options, width = 2 * margin + across * rings.length;
  const title = wrapEvenly(options.title, size.title * bold, width - 2 * margin);
  const top = margin + 21 * title.length + 16, middle = top + radius + 22;
  const names = [...new Set(rings.flatMap(({ nodes }) => nodes.map(({ name }) => name)))];
  const below = middle + radius + 44;
  const legend = [
    "an arc: the keys of the node in whose point it ends, clockwise; a stroke: a point",
    ...keys.length > 0 ? ["a dot: a key"] : [],
    ...rings.length > 1 && keys.length > 0
      ? ["a dot with a dark edge: a key with another node than on the first ring"]
      : [],
  ].flatMap((line) => wrap(line, size.text, width - 2 * margin));
  return pageSvg(
    { width, height: below + 26 + 17 * legend.length + margin, title },
    { plain, title: size.title, text: size.text },
    [
      ...rings.flatMap((ring, i) =>
        drawRing(ring, rings[0]!, keys, names, margin + across * (i + 0.5), middle)
      ),
      ...colourLegend(names, below),
      ...legend.map((line, i) => words(line, margin, below + 24 + 17 * i, "")),
    ],
  );
}

function drawRing(
  ring: HashRing,
  first: HashRing,
  keys: readonly RingKey[],
  names: readonly string[],
  x: number,
  y: number,
): string[] {
  const points = pointsOf(ring), colour = (node: string) => colourOf(node, names);
  return [
    ...points.flatMap(({ at, node }, i) => {
      const from = i === 0 ? points.at(-1)!.at - 1 : points[i - 1]!.at;
      const [x1, y1] = spot(x, y, radius - 9, at), [x2, y2] = spot(x, y, radius + 9, at);
      return [
        arc(x, y, from, at, colour(node), node),
        `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${colour(node)}" stroke-width="3"/>`,
      ];
    }),
    ...keys.flatMap((key) => {
      const node = ownerOf(ring, key), [cx, cy] = spot(x, y, radius - 20, key.at);
      const moved = node !== ownerOf(first, key);
      return [
        `<circle cx="${cx}" cy="${cy}" r="4.5" fill="${colour(node)}"` +
        (moved ? ` stroke="${ink}" stroke-width="2"` : "") +
        `><title>${escape(`${key.name}: ${node}`)}</title></circle>`,
      ];
    }),
    words(ring.name, x, y + 4, 'text-anchor="middle" font-weight="600"'),
  ];
}

function colourOf(node: string, names: readonly string[]): string {
  return palette[names.indexOf(node) % palette.length]!;
}

/** A place on a circle, 0 on top. */
function spot(x: number, y: number, r: number, at: number): [string, string] {
  const angle = 2 * Math.PI * at;
  return [rounded(x + r * Math.sin(angle)), rounded(y - r * Math.cos(angle))];
}

function arc(x: number, y: number, from: number, to: number, colour: string, node: string): string {
  const [x1, y1] = spot(x, y, radius, from), [x2, y2] = spot(x, y, radius, to);
  const look = `fill="none" stroke="${colour}" stroke-width="9" stroke-opacity="0.45"`;
  const title = `<title>${escape(node)}</title>`;
  if (to - from >= 1) return `<circle cx="${x}" cy="${y}" r="${radius}" ${look}>${title}</circle>`;
  const large = to - from > 0.5 ? 1 : 0;
  return `<path d="M${x1} ${y1}A${radius} ${radius} 0 ${large} 1 ${x2} ${y2}" ${look}>${title}</path>`;
}

function colourLegend(names: readonly string[], y: number): string[] {
  let x = margin;
  return names.flatMap((name) => {
    const at = x;
    x += 22 + textWidth(name, size.text) + 14;
    return [
      `<rect x="${rounded(at)}" y="${rounded(y - 10)}" width="14" height="10" rx="2" ` +
      `fill="${colourOf(name, names)}" fill-opacity="0.7"/>`,
      words(name, at + 20, y, ""),
    ];
  });
}

function plainText(rings: readonly HashRing[], { title, keys = [] }: HashRingOptions): string {
  const told = rings.map((ring) => {
    const where = keys.map((key) => `${key.name} at ${ownerOf(ring, key)}`).join(", ");
    return where === "" ? ring.name : `${ring.name}: ${where}`;
  });
  return `${title} (rings: ${told.join("; ")})`;
}
