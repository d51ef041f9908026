/** Markup that a notebook has left behind, made ready for a page. @module */

import { withTitles } from "./titles.ts";
import { withUnits } from "./units.ts";
import { withWidths } from "./widths.ts";

/** A style for an SVG that is a document of its own; within a page it applies to nothing. */
const loneStyle = /<style>svg:root[^<]*<\/style>/g;

/** Scripts do not run here, and Vue takes no styles in a page: neither is of use. */
export function markup(content: string): string {
  return content.replace(loneStyle, "").replace(
    /<(script|style)\b[^]*?<\/\1>/gi,
    "",
  ).replace(/<svg\b[^>]*>/g, sized).trim();
}

/** What a cell has shown as HTML: titles above their pictures, units beside their numbers, columns that keep room. */
export function htmlMarkup(content: string): string {
  return withTitles(withUnits(withWidths(markup(content))));
}

/** What a cell has shown as SVG alone. */
export function svgMarkup(content: string): string {
  return withTitles(markup(content));
}

/** A picture that says its own width to the style sheet, which must not make it too small to read. */
function sized(tag: string): string {
  const width = /\swidth="([\d.]+)"/.exec(tag)?.[1];
  if (width === undefined) return tag;
  const own = /\sstyle="([^"]*)"/.exec(tag)?.[1];
  const style = `--width: ${width}px;${own === undefined ? "" : ` ${own}`}`;
  return own === undefined
    ? tag.replace("<svg", `<svg style="${style}"`)
    : tag.replace(/\sstyle="[^"]*"/, ` style="${style}"`);
}
