/**
 * The diagram of a hierarchy: what stands higher contains what it is joined to below. Only the steps
 * are drawn from which all others follow.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import { assertFields, optional, refuse, someWords } from "../refuse.ts";
import { pageSvg, svgFigure, words } from "../svg.ts";
import { oneLine, rounded, textWidth } from "../text.ts";
import { ink, palette } from "../theme.ts";
import { assertRanks } from "./assert_ranks.ts";
import { type Box, type Layout, layOut, type Line } from "./layout.ts";
import type { Rank } from "./reduce.ts";
import { size } from "./size.ts";

/** Options of a hierarchy. */
export interface HierarchyOptions {
  /** The finding, in words. */
  readonly title: string;
  /** A kind that is drawn in grey, as nothing happens there; default: none. */
  readonly quiet?: string | undefined;
}

/**
 * A diagram of a hierarchy.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { display } from "hb/figure/figure.ts";
 * import { hierarchy } from "hb/figure/hierarchy/hierarchy.ts";
 *
 * const figure = hierarchy([{ name: "strong", above: ["weak"] }, { name: "weak", above: [] }], {
 *   title: "Strong is more than weak",
 * });
 * assertEquals(
 *   (await figure[display]())["text/plain"],
 *   "Strong is more than weak (hierarchy: 2 members; strong above weak)",
 * );
 * ```
 */
export function hierarchy(ranks: readonly Rank[], options: HierarchyOptions): Figure {
  assertFields("a hierarchy", "its", options, { title: someWords, quiet: optional(someWords) });
  assertRanks(ranks);
  if (ranks.length === 0) refuse("a hierarchy", "it needs a member", "none");
  const layout = layOut(ranks, options.title);
  const plain = plainText(layout, options.title);
  return svgFigure(() => ({ svg: draw(layout, plain, options.quiet), plain }));
}

function plainText({ boxes, lines }: Layout, title: string): string {
  const steps = lines.map(({ upper, lower }) => `${upper.rank.name} above ${lower.rank.name}`);
  const parts = [`${boxes.length} ${boxes.length === 1 ? "member" : "members"}`, ...steps];
  return oneLine(`${title} (hierarchy: ${parts.join("; ")})`);
}

function draw(layout: Layout, plain: string, quiet?: string): string {
  const lookOf = (kind: string | undefined) =>
    look(kind === quiet ? undefined : kind, layout.kinds);
  return pageSvg(layout, { plain, title: size.title }, [
    ...legend(layout, lookOf),
    ...layout.lines.map(line),
    ...layout.boxes.flatMap((box) => boxOf(box, lookOf)),
  ]);
}

/** The colours of a kind. */
type Look = (kind: string | undefined) => string;

function legend({ kinds, legend }: Layout, lookOf: Look): string[] {
  let x = 12;
  return kinds.flatMap((kind) => {
    const at = x;
    x += 34 + textWidth(kind, 12);
    return [
      `<rect x="${rounded(at)}" y="${rounded(legend - 9)}" width="12" height="12" rx="3" ` +
      `${lookOf(kind)}/>`,
      words(kind, at + 18, legend + 1.5, 'font-size="12"'),
    ];
  });
}

function line({ stretches }: Line): string {
  const [first] = stretches;
  const path = stretches.map(({ from: [x1, y1], to: [x2, y2] }) => {
    const bend = (y2 - y1) / 2;
    return `C${rounded(x1)} ${rounded(y1 + bend)} ${rounded(x2)} ${rounded(y2 - bend)} ` +
      `${rounded(x2)} ${rounded(y2)}`;
  });
  return `<path d="M${rounded(first!.from[0])} ${rounded(first!.from[1])}${path.join("")}" ` +
    `fill="none" stroke="${ink}" stroke-opacity="0.5" stroke-width="1.5"/>`;
}

function boxOf({ rank, x, y, width, height, lines }: Box, lookOf: Look): string[] {
  const middle = x + width / 2;
  return [
    `<rect x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" ` +
    `height="${rounded(height)}" rx="7" ${lookOf(rank.kind)}/>`,
    words(
      rank.name,
      middle,
      y + 20,
      `font-size="${size.name}" font-weight="600" text-anchor="middle"`,
    ),
    ...lines.map((line, i) =>
      words(
        line,
        middle,
        y + 36 + size.line * i,
        `font-size="${size.words}" text-anchor="middle"`,
      )
    ),
  ];
}

function look(kind: string | undefined, kinds: readonly string[]): string {
  if (kind === undefined) return `fill="${ink}" fill-opacity="0.06" stroke="${ink}"`;
  const colour = palette[kinds.indexOf(kind) % palette.length]!;
  return `fill="${colour}" fill-opacity="0.14" stroke="${colour}" stroke-width="1.5"`;
}
