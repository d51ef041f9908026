/** Texts that cells show, fetched when the first one is shown that the page does not hold already. @module */

import MarkdownIt from "markdown-it";
import { mathPlugin } from "../../markdown/math.ts";

const renderer = new MarkdownIt({ html: true, typographer: true });
renderer.disable(["replacements"], true).use(mathPlugin as never);

/** A text of Markdown, with mathematics, as markup. */
export function rendered(text: string): string {
  return renderer.render(text);
}
