/**
 * Outputs of cells: blocks fenced as `output KIND`, of which some are markup that stands on the page as
 * it is and others are text.
 *
 * @module
 */

import type { MarkdownRenderer } from "vitepress";
import { htmlMarkup, markup, svgMarkup } from "./markup.ts";

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
      return scroller(kind, htmlMarkup(token.content));
    }
    if (kind === "svg") return scroller(kind, svgMarkup(token.content));
    const text = md.utils.escapeHtml(token.content);
    return `<pre class="output output-${kind}" tabindex="0">${text}</pre>\n`;
  };
}

/** Room for a picture that scrolls where it is wider than the page, also by the keyboard. */
function scroller(kind: string, inner: string, path?: string): string {
  const chart = path === undefined ? "" : ` data-chart="${path}"`;
  return `<div class="output output-${kind}"${chart} tabindex="0">${inner}</div>\n`;
}
