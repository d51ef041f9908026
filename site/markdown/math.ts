/** Formulas: TeX between dollar signs, drawn by KaTeX when the book is built. @module */

import { tex } from "@mdit/plugin-tex";
import katex from "katex";
import type { MarkdownRenderer } from "vitepress";

/** Draws `$…$` and `$$…$$`; a formula that is not TeX stops the build with its own text. */
export function mathPlugin(md: MarkdownRenderer): void {
  md.use(tex, {
    render: (
      formula: string,
      displayMode: boolean,
      env: { readonly words?: boolean },
    ) => {
      if (env.words) return "";
      const drawn = katex.renderToString(formula, {
        displayMode,
        strict: false,
      });
      return displayMode ? `<div class="formula" tabindex="0">${drawn}</div>` : drawn;
    },
  });
}
