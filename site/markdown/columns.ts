/** Tables in prose keep their columns from being squeezed, as those beneath cells do. @module */

import type { MarkdownRenderer } from "vitepress";
import { leastWidths } from "./widths.ts";

/** Says at the head of each column how narrow it may become. */
export function columnPlugin(md: MarkdownRenderer): void {
  md.core.ruler.push("column-widths", ({ tokens }) => {
    for (const [start, { type }] of tokens.entries()) {
      if (type !== "table_open") continue;
      const end = tokens.findIndex((token, i) => i > start && token.type === "table_close");
      const table = tokens.slice(start, end);
      const rows: string[][] = [];
      for (const [i, token] of table.entries()) {
        if (token.type === "tr_open") rows.push([]);
        if (token.type === "inline" && /^t[hd]_open$/.test(table[i - 1]?.type ?? "")) {
          rows.at(-1)?.push(token.content.replace(/\]\([^)]*\)|[*`[\]]/g, ""));
        }
      }
      const widths = leastWidths(rows);
      const heads = table.filter((token) => token.type === "th_open");
      for (const [column, head] of heads.entries()) {
        const width = widths[column];
        if (width === undefined) continue;
        const own = head.attrGet("style");
        head.attrSet("style", `${own === null ? "" : `${own};`}min-width:${width}ch`);
      }
    }
  });
}
