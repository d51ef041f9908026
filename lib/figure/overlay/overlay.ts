/**
 * Overlays as a picture: nodes on a circle, and links between them, strong ones, such as the branches of a tree, and
 * weak ones. In the order in which a walk through the tree meets its nodes, branches do not cross each other. Overlays
 * beside each other are one at different moments.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import { assertDistinct, assertFields, assertList, optional, refuse } from "../refuse.ts";
import { listOf, oneOf, someWords, told } from "../refuse.ts";
import { pageSvg, svgFigure, words } from "../svg.ts";
import { bold, oneLine, rounded, textWidth, wrapEvenly } from "../text.ts";
import { alarm, ink, palette } from "../theme.ts";

/** A node on the circle. */
export interface OverlayNode {
  /** Its name, in a few letters. */
  readonly name: string;
  /** Whether it stands out as the source, or is down; as all others if left out. */
  readonly is?: "source" | "down";
}

/** A link, by the names of its ends. */
export type OverlayLink = readonly [string, string];

/** An overlay at a moment. */
export interface OverlayShown {
  /** What stands under it. */
  readonly name: string;
  /** Its nodes, in their order on the circle. */
  readonly nodes: readonly OverlayNode[];
  /** Strong links. */
  readonly strong: readonly OverlayLink[];
  /** Weak links. */
  readonly weak: readonly OverlayLink[];
}

/** Options of a picture of overlays. */
export interface OverlayOptions {
  /** The finding, in words. */
  readonly title: string;
  /** What a strong link is. */
  readonly strong: string;
  /** What a weak link is. */
  readonly weak: string;
}

const margin = 10,
  radius = 122,
  across = 312,
  size = { title: 15, text: 12.5, name: 11.5 } as const;
const box = { width: 26, height: 18 } as const, what = "overlays";

/**
 * Overlays.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { display } from "hb/figure/figure.ts";
 * import { overlays } from "hb/figure/overlay/overlay.ts";
 *
 * const nodes = ["0", "1", "2"].map((name) => ({ name }));
 * const figure = overlays(
 *   [{ name: "a triangle", nodes, strong: [["0", "1"], ["0", "2"]], weak: [["1", "2"]] }],
 *   { title: "A tree of a triangle", strong: "branch", weak: "other link" },
 * );
 * assertEquals(
 *   (await figure[display]())["text/plain"],
 *   "A tree of a triangle (overlays: a triangle: 3 nodes, 2 of branch, 1 of other link)",
 * );
 * ```
 */
export function overlays(shown: readonly OverlayShown[], options: OverlayOptions): Figure {
  assertOverlays(shown, options);
  const counted = shown.map(({ name, nodes, strong, weak }) =>
    `${name}: ${nodes.length} nodes, ${strong.length} of ${options.strong}, ` +
    `${weak.length} of ${options.weak}`
  );
  const plain = oneLine(`${options.title} (overlays: ${counted.join("; ")})`);
  return svgFigure(() => ({ svg: draw(shown, options, plain), plain }));
}

function assertOverlays(shown: unknown, options: unknown): void {
  assertFields(what, "its", options, { title: someWords, strong: someWords, weak: someWords });
  const link = {
    words: "two names",
    is: (value: unknown) => listOf(someWords).is(value) && (value as unknown[]).length === 2,
  };
  const fields = { name: someWords, strong: listOf(link), weak: listOf(link) };
  assertList(what, ["an overlay", "what is drawn"], shown, fields);
  const all = shown as readonly OverlayShown[];
  if (all.length === 0) refuse(what, "it takes one overlay at least", "none");
  for (const { nodes, strong, weak } of all) {
    const ofNode = { name: someWords, is: optional(oneOf("source", "down")) };
    assertList(what, ["a node", "its nodes"], nodes, ofNode);
    if (nodes.length === 0) refuse(what, "an overlay needs a node", "none");
    const names = nodes.map(({ name }) => name);
    assertDistinct(what, "no two nodes may have one name", names);
    const gone = [...strong, ...weak].flat().find((end) => !names.includes(end));
    if (gone !== undefined) refuse(what, "links must be between its nodes", told(gone));
  }
}

function draw(shown: readonly OverlayShown[], options: OverlayOptions, plain: string): string {
  const width = 2 * margin + across * shown.length;
  const title = wrapEvenly(options.title, size.title * bold, width - 2 * margin);
  const middle = margin + 21 * title.length + 28 + radius, below = middle + radius + 40;
  const isDown = shown.some(({ nodes }) => nodes.some((node) => node.is === "down"));
  const legend = legendOf(options, isDown, below + 26, width);
  return pageSvg(
    { width, height: legend.bottom + margin, title },
    { plain, title: size.title, text: size.text },
    [
      ...shown.flatMap((each, i) => drawOverlay(each, margin + across * (i + 0.5), middle)),
      ...legend.elements,
    ],
  );
}

function drawOverlay({ name, nodes, strong, weak }: OverlayShown, x: number, y: number): string[] {
  const at = new Map(nodes.map((node, i) => {
    const angle = 2 * Math.PI * i / nodes.length;
    return [node.name, [Math.sin(angle), -Math.cos(angle)] as const];
  }));
  const inner = radius - 16;
  const path = ([from, to]: OverlayLink) => {
    const [[x1, y1], [x2, y2]] = [at.get(from)!, at.get(to)!];
    return `M${rounded(x + inner * x1)} ${rounded(y + inner * y1)}` +
      `L${rounded(x + inner * x2)} ${rounded(y + inner * y2)}`;
  };
  return [
    ...weak.map((link) => `<path d="${path(link)}" ${weakLook}/>`),
    ...strong.map((link) => `<path d="${path(link)}" ${strongLook}/>`),
    ...nodes.flatMap((node) => {
      const [dx, dy] = at.get(node.name)!;
      return drawNode(node, x + radius * dx, y + radius * dy);
    }),
    words(name, x, y + radius + 36, 'text-anchor="middle" font-weight="600"'),
  ];
}

const strongLook = `fill="none" stroke="${palette[0]}" stroke-width="2.6"`;
const weakLook = `fill="none" stroke="${ink}" stroke-opacity="0.45" stroke-dasharray="3 3"`;
const nodeLooks = {
  usual: `fill="${ink}" fill-opacity="0.07" stroke="${ink}" stroke-opacity="0.6"`,
  source: `fill="${palette[0]}" fill-opacity="0.3" stroke="${palette[0]}" stroke-width="2"`,
  down: `fill="none" stroke="${alarm}" stroke-width="1.6" stroke-dasharray="3 2"`,
} as const;

function drawNode({ name, is = undefined }: OverlayNode, x: number, y: number): string[] {
  return [nodeBox(x - box.width / 2, y - box.height / 2, is ?? "usual")].concat(
    words(name, x, y + 4, `font-size="${size.name}" text-anchor="middle"`),
  );
}

function nodeBox(x: number, y: number, look: keyof typeof nodeLooks): string {
  return `<rect x="${rounded(x)}" y="${
    rounded(y)
  }" width="${box.width}" height="${box.height}" rx="5" ${nodeLooks[look]}/>`;
}

function legendOf({ strong, weak }: OverlayOptions, isDown: boolean, y: number, width: number) {
  const line = (look: string) => (x: number, y: number) =>
    `<path d="M${rounded(x)} ${rounded(y - 4)}H${rounded(x + 24)}" ${look}/>`;
  const node = (look: keyof typeof nodeLooks) => (x: number, y: number) => nodeBox(x, y - 13, look);
  const entries = [
    { sign: line(strongLook), text: strong },
    { sign: line(weakLook), text: weak },
    { sign: node("source"), text: "source" },
    ...isDown ? [{ sign: node("down"), text: "down" }] : [],
  ];
  let x = margin, bottom = y;
  const elements = entries.flatMap(({ sign, text }) => {
    const wide = 32 + textWidth(text, size.text) + 18;
    if (x > margin && x + wide > width) [x, bottom] = [margin, bottom + 24];
    const drawn = [sign(x, bottom), words(text, x + 32, bottom, "")];
    x += wide;
    return drawn;
  });
  return { elements, bottom };
}
