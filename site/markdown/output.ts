/**
 * Outputs of cells: blocks fenced as `output KIND`, of which some are markup that stands on the page as
 * it is and others are text.
 *
 * @module
 */

import type { MarkdownRenderer } from "vitepress";
import { withTitles } from "./titles.ts";
import { withUnits } from "./units.ts";
import { withWidths } from "./widths.ts";

/** A style for an SVG that is a document of its own; within a page it applies to nothing. */
const loneStyle = /<style>svg:root[^<]*<\/style>/g;

/** Shows blocks fenced as `output KIND`, and leaves other blocks to VitePress. */
export function outputPlugin(md: MarkdownRenderer): void {
  const others = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const [word, kind = "", path = ""] = token?.info.trim().split(" ") ?? [];
    if (token === undefined || word !== "output") {
      return others?.(tokens, index, options, env, self) ?? "";
    }
    if (env.words) return "";
    if (kind === "chart") return scroller("chart", markup(token.content), path);
    if (kind === "html") {
      return scroller(kind, withTitles(withUnits(withWidths(markup(token.content)))));
    }
    if (kind === "svg") return scroller(kind, withTitles(markup(token.content)));
    const text = md.utils.escapeHtml(token.content);
    return `<pre class="output output-${kind}" tabindex="0">${text}</pre>\n`;
  };
}

/** Room for a picture that scrolls where it is wider than the page, also by the keyboard. */
function scroller(kind: string, inner: string, path?: string): string {
  const chart = path === undefined ? "" : ` data-chart="${path}"`;
  return `<div class="output output-${kind}"${chart} tabindex="0">${inner}</div>\n`;
}

/** Scripts do not run here, and Vue takes no styles in a page: neither is of use. */
function markup(content: string): string {
  return content.replace(loneStyle, "").replace(
    /<(script|style)\b[^]*?<\/\1>/gi,
    "",
  ).replace(/<svg\b[^>]*>/g, sized).trim();
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
