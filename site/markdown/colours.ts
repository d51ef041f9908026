/**
 * Colours of code. The highlighter writes both colours of a word, for light and for dark, at every word;
 * with a class in their place, and nothing around words of the plain colour, a page of code weighs half.
 *
 * @module
 */

import type { MarkdownRenderer } from "vitepress";

/** The class of each pair of colours, light and dark; `style/code.css` gives them back. */
const classes = new Map([
  ["D73A49 F97583", "code-keyword"],
  ["6F42C1 B392F0", "code-name"],
  ["005CC5 79B8FF", "code-value"],
  ["032F62 9ECBFF", "code-string"],
  ["E36209 FFAB70", "code-parameter"],
  ["6A737D 6A737D", "code-comment"],
]);

const plain = "24292E E1E4E8";
const word =
  /<span style="--shiki-light:#([0-9A-F]{6});--shiki-dark:#([0-9A-F]{6});?">([^<]*)<\/span>/g;

/** Colours the words of code by their classes. Words of any other colours stay as they are. */
export function colourPlugin(md: MarkdownRenderer): void {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const html = fence?.(tokens, index, options, env, self) ?? "";
    return html.replace(
      word,
      (whole, light: string, dark: string, text: string) => {
        if (`${light} ${dark}` === plain) return text;
        const name = classes.get(`${light} ${dark}`);
        return name === undefined ? whole : `<span class="${name}">${text}</span>`;
      },
    );
  };
}
