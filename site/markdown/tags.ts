/**
 * Tags in prose. What reads as a tag and is none of HTML's, such as `Promise<void>` outside of code,
 * is text; Vue would take it for an element that never ends.
 *
 * @module
 */

import type { MarkdownRenderer } from "vitepress";

const known = new Set(
  ("a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em " +
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q s samp section " +
    "small span strong sub summary sup table tbody td tfoot th thead tr u ul var wbr playground offline")
    .split(" "),
);

/** Makes text of every tag that is not one of HTML's for prose, nor one of the book's own, `<Playground />` and `<Offline />`. */
export function tagPlugin(md: MarkdownRenderer): void {
  md.core.ruler.push("unknown-tags", ({ tokens }) => {
    for (
      const token of tokens.flatMap((token) => [token, ...token.children ?? []])
    ) {
      if (token.type === "html_block" || token.type === "html_inline") {
        token.content = token.content.replace(
          /<(?=\/?([a-z][\w-]*))/gi,
          (_, name: string) => known.has(name.toLowerCase()) ? "<" : "&lt;",
        );
      }
    }
  });
}
