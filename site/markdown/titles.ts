/**
 * What a picture finds, in words above it: on a telephone a picture is wider than the screen, and its title within
 * it would be cut. The style sheet shows one of the two.
 *
 * @module
 */

/** The height of a line of a title in `lib/figure`, and where the first one stands, in px. */
const lineHeight = 21, first = 25;

/** HTML in which each picture that has a title also has it as a text before it. */
export function withTitles(html: string): string {
  return html.replace(/<svg\b[^>]*>[^]*?<\/svg>/g, (svg) => {
    const lines: string[] = [];
    const marked = svg.replace(
      /<text x="10" y="(\d+)" font-size="[\d.]+" font-weight="600">([^<]*)<\/text>/g,
      (line, y: string, words: string) => {
        if (Number(y) !== first + lineHeight * lines.length) return line;
        lines.push(words);
        return line.replace("<text", `<text class="title"`);
      },
    );
    if (lines.length === 0) return svg;
    const room = `--title: ${lineHeight * lines.length}px;`;
    return `<p class="picture-title" aria-hidden="true">${lines.join(" ")}</p>` +
      marked.replace(
        /<svg\b[^>]*>/,
        (tag) =>
          /\sstyle="/.test(tag)
            ? tag.replace(/\sstyle="/, ` style="${room} `)
            : tag.replace("<svg", `<svg style="${room}"`),
      );
  });
}
