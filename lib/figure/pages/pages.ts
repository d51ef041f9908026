/**
 * A copy-on-write tree as a picture: its pages with their keys, the roots that lead to them, and which of
 * them the last commit wrote, which both roots share, and which are free (Chu 2012, *MDB: a memory-mapped
 * database*).
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import { pageSvg, svgFigure, words } from "../svg.ts";
import { bold, rounded, textWidth, wrap, wrapEvenly } from "../text.ts";
import { ink, palette } from "../theme.ts";
import { assertPages } from "./assert_pages.ts";
import { type Age, headOf, type Layout, layOut, linesOf, type PlacedPage } from "./layout.ts";
import type { PagesOptions, PageTree, TreeRoot } from "./options.ts";
import { box, gap, margin, size } from "./size.ts";
import { legendOf, plainText } from "./words.ts";

export type { PagesOptions, PageTree, TreePage, TreeRoot } from "./options.ts";

const green = palette[2]!, grey = palette[5]!;
const looks: Readonly<Record<Age, string>> = {
  new: `fill="${green}" fill-opacity="0.3" stroke="${green}" stroke-width="1.8"`,
  shared: `fill="${grey}" fill-opacity="0.14" stroke="${grey}" stroke-width="1.4"`,
  old: `fill="none" stroke="${ink}" stroke-opacity="0.7" stroke-dasharray="5 4"`,
};
const rootHeight = 40, idleHeight = 26;

/**
 * Pages and roots.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { display } from "hb/figure/figure.ts";
 * import { pagePicture } from "hb/figure/pages/pages.ts";
 *
 * const leaf = (number: number, ...keys: string[]) => ({ number, keys, children: [] });
 * const figure = pagePicture({
 *   roots: [{ name: "root 0", epoch: 6, page: 4 }, { name: "root 1", epoch: 7, page: 6 }],
 *   pages: [
 *     { number: 4, keys: ["m"], children: [2, 3] }, leaf(2, "a", "b"), leaf(3, "m", "x"),
 *     { number: 6, keys: ["m"], children: [2, 5] }, leaf(5, "m", "n", "x"),
 *   ],
 * }, { title: "One leaf has changed" });
 * assertEquals(
 *   (await figure[display]())["text/plain"],
 *   "One leaf has changed (pages: root 0 epoch 6 to page 4; root 1 epoch 7 to page 6, newest; " +
 *     "new 5 6; shared 2; old 3 4)",
 * );
 * ```
 */
export function pagePicture(tree: PageTree, options: PagesOptions): Figure {
  assertPages(tree, options);
  return svgFigure(() => {
    const layout = layOut(tree), plain = plainText(tree, layout, options.title);
    return { svg: draw(tree, layout, plain, options), plain };
  });
}

function draw(tree: PageTree, layout: Layout, plain: string, options: PagesOptions): string {
  const { free = [], lists = [] } = tree;
  const roots = rootsOf(tree, layout), [, last] = roots;
  const width = Math.max(
    options.width ?? 520,
    layout.width,
    ...roots.map((root) => root.x + root.width / 2 + margin),
  );
  const title = wrapEvenly(options.title, size.title * bold, width - 2 * margin);
  const top = margin + 21 * title.length + 12, under = top + rootHeight + gap.rows;
  // Edges of a wide tree would lie nearly flat.
  const step = box.height + gap.rows + Math.min(40, layout.width / 30);
  const topOf = ({ height }: PlacedPage) => under + (layout.rows - 1 - height) * step;
  const placed = [...layout.placed.values()];
  let y = under + (layout.rows - 1) * step + box.height + 18;
  const idle = [
    ...lists.map((number) => ({ number, isList: true })),
    ...free.map((number) => ({ number, isList: false })),
  ];
  const { elements: rest, height } = drawIdle(idle, y, width);
  y += height;
  const legend = wrap(legendOf(tree, layout), size.small, width - 2 * margin);
  return pageSvg(
    { width, height: y + 4 + 16 * legend.length + margin, title },
    { plain, title: size.title },
    [
      ...placed.flatMap((one) =>
        one.page.children.map((child) => {
          const to = layout.placed.get(child)!;
          return edge([one.x, topOf(one) + box.height], [to.x, topOf(to)], one.age === "new");
        })
      ),
      ...roots.flatMap((root) => {
        const to = layout.placed.get(root.root.page)!;
        const isNewest = root === last || last === undefined;
        return [
          edge([root.x, top + rootHeight], [to.x, topOf(to)], isNewest),
          ...drawRoot(root, top, isNewest),
        ];
      }),
      ...placed.flatMap((one) => drawPage(one, topOf(one))),
      ...rest,
      ...legend.map((line, i) => words(line, margin, y + 10 + 16 * i, `font-size="${size.small}"`)),
    ],
  );
}

interface PlacedRoot {
  readonly root: TreeRoot;
  readonly x: number;
  readonly width: number;
}

/** From old to new, each above its page as far as there is room. */
function rootsOf({ roots }: PageTree, { placed }: Layout): PlacedRoot[] {
  const sorted = roots.toSorted((a, b) => a.epoch - b.epoch);
  let free = margin;
  return sorted.map((root) => {
    const wide = Math.max(
      textWidth(root.name, size.name * bold),
      textWidth(epochOf(root), size.small),
    );
    const width = Math.ceil(wide + 16);
    const x = Math.max(placed.get(root.page)!.x, free + width / 2);
    free = x + width / 2 + gap.pages;
    return { root, x, width };
  });
}

function epochOf({ epoch }: TreeRoot): string {
  return `epoch ${epoch}`;
}

function drawRoot({ root, x, width }: PlacedRoot, y: number, isNewest: boolean): string[] {
  const edge = isNewest ? `stroke="${green}" stroke-width="2.4"` : `stroke="${ink}"`;
  return [
    `<rect x="${rounded(x - width / 2)}" y="${y}" width="${width}" height="${rootHeight}" rx="9" ` +
    `fill="${ink}" fill-opacity="0.05" ${edge}/>`,
    words(
      root.name,
      x,
      y + 17,
      `font-size="${size.name}" font-weight="600" text-anchor="middle"`,
    ),
    words(epochOf(root), x, y + 32, `font-size="${size.small}" text-anchor="middle"`),
  ];
}

function drawPage({ page, age, x, width }: PlacedPage, y: number): string[] {
  const lines = linesOf(page), middle = 'text-anchor="middle"';
  return [
    `<rect x="${rounded(x - width / 2)}" y="${rounded(y)}" width="${width}" ` +
    `height="${box.height}" rx="3" ${looks[age]}/>`,
    words(headOf(page), x, y + 14, `font-size="${size.small}" opacity="0.8" ${middle}`),
    ...lines.map((line, i) =>
      words(
        line,
        x,
        y + (lines.length === 1 ? 35 : 29 + 14 * i),
        `font-size="${size.small}" font-weight="600" ${middle}`,
      )
    ),
  ];
}

function edge([x1, y1]: [number, number], [x2, y2]: [number, number], isNew: boolean): string {
  const bend = (y2 - y1) / 2, colour = isNew ? green : ink;
  return `<path d="M${rounded(x1)} ${rounded(y1)}C${rounded(x1)} ${rounded(y1 + bend)} ` +
    `${rounded(x2)} ${rounded(y2 - bend)} ${rounded(x2)} ${rounded(y2)}" fill="none" ` +
    `stroke="${colour}" stroke-opacity="${isNew ? 1 : 0.5}" stroke-width="${isNew ? 1.8 : 1.2}"/>`;
}

/** Pages that no root leads to, in lines. */
function drawIdle(
  pages: readonly { readonly number: number; readonly isList: boolean }[],
  top: number,
  width: number,
): { readonly elements: string[]; readonly height: number } {
  let x = margin, y = top;
  const elements = pages.flatMap(({ number, isList }) => {
    const text = isList ? `list ${number}` : `${number}`;
    const wide = Math.ceil(textWidth(text, size.small) + 14);
    if (x + wide > width - margin) [x, y] = [margin, y + idleHeight + 6];
    const left = x;
    x += wide + 6;
    const look = isList ? looks.new : `fill="none" stroke="${ink}" stroke-dasharray="1.5 3"`;
    return [
      `<rect x="${left}" y="${rounded(y)}" width="${wide}" height="${idleHeight}" rx="3" ${look}/>`,
      words(
        text,
        left + wide / 2,
        y + 17,
        `font-size="${size.small}" text-anchor="middle"`,
      ),
    ];
  });
  return { elements, height: pages.length === 0 ? 0 : y - top + idleHeight + 10 };
}
