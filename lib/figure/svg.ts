/** What every figure that is drawn here has in common: one SVG element that needs nothing else. @module */

import { type Bundle, display, type Figure } from "./figure.ts";
import { escape, rounded } from "./text.ts";
import { fonts, ink, rootStyle } from "./theme.ts";

/** A page on which everything has its place, in px. */
export interface Page {
  /** From its left edge to its right. */
  readonly width: number;
  /** From its top to its bottom. */
  readonly height: number;
  /** The title in lines; none for a figure without a heading. */
  readonly title: readonly string[];
}

/** What a page says of itself, and the sizes of its type in px. */
export interface Looks {
  /** What it shows, in one line of text. */
  readonly plain: string;
  /** The size of the title. */
  readonly title: number;
  /** The size of text that has none of its own. */
  readonly text?: number;
}

/** The page with its title, and with whatever elements are on it. */
export function pageSvg(page: Page, looks: Looks, elements: readonly string[]): string {
  const [w, h] = [rounded(page.width), rounded(page.height)];
  const textSize = looks.text === undefined ? "" : `font-size="${looks.text}" `;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escape(looks.plain)}" ` +
    `width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" style="max-width:100%;height:auto" ` +
    `font-family="${escape(fonts)}" ${textSize}fill="${ink}">${rootStyle}`,
    ...page.title.map((line, i) =>
      words(line, 10, 25 + 21 * i, `font-size="${looks.title}" font-weight="600"`)
    ),
    ...elements,
    "</svg>",
  ].join("\n");
}

/** Text at its baseline. */
export function words(text: string, x: number, y: number, attributes: string): string {
  const more = attributes === "" ? "" : ` ${attributes}`;
  return `<text x="${rounded(x)}" y="${rounded(y)}"${more}>${escape(text)}</text>`;
}

/** A figure that is an SVG element, drawn when somebody looks. */
export function svgFigure(draw: () => { readonly svg: string; readonly plain: string }): Figure {
  return {
    [display](): Bundle {
      const { svg, plain } = draw();
      return { "text/html": fragment(svg), "image/svg+xml": svg, "text/plain": plain };
    },
  };
}

/** A wide figure scrolls rather than shrinking until it cannot be read. */
export function fragment(svg: string): string {
  const unshrunk = svg.replace("max-width:100%;height:auto", "max-width:none");
  return `<div style="overflow-x:auto;max-width:100%">${unshrunk}</div>`;
}
