/**
 * How narrow the columns of a table may become. A browser squeezes the one with the most words until there is
 * no room left to take, and on a phone that was 90 px, a word a line. So a column keeps room for its longest
 * text in about three lines, or for twelve letters, and a table that is then too wide scrolls.
 *
 * @module
 */

/** The most letters that a column may ask for, and what one of few words asks for. */
const widest = 36, words = 12;

/** The room between two columns, in letters. */
const between = 2;

/** Up to so many columns, each may ask for room for words. */
const few = 6;

/** The least width of a column by its longest text, in letters; nothing for short ones in a table of many columns. */
export function leastWidth(longest: number, columns: number): number | undefined {
  if (longest > 3 * words) return Math.min(widest, Math.ceil(longest / 3));
  return columns > few ? undefined : Math.min(longest + between, words);
}

/** The same for a table of texts, row by row. */
export function leastWidths(rows: readonly (readonly string[])[]): (number | undefined)[] {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from(
    { length: columns },
    (_, column) =>
      leastWidth(
        rows.reduce((most, row) => Math.max(most, [...row[column] ?? ""].length), 0),
        columns,
      ),
  );
}

/** HTML in which the heads of each table say how narrow their columns may become. */
export function withWidths(html: string): string {
  return html.replace(/<table\b[^>]*>.*?<\/table>/gs, (table) => {
    const rows = [...table.matchAll(/<tr\b[^>]*>(.*?)<\/tr>/gs)].map(([, row]) =>
      [...row!.matchAll(/<(t[hd])\b[^>]*>(.*?)<\/\1>/gs)].map(([, , cell]) => textOf(cell!))
    );
    const widths = leastWidths(rows);
    let column = 0;
    return table.replace(
      /<tr\b[^>]*>.*?<\/tr>/s,
      (first) =>
        first.replace(/<(t[hd])\b([^>]*)>/g, (_, tag: string, attributes: string) => {
          const width = widths[column++];
          return `<${tag}${width === undefined ? attributes : styled(attributes, width)}>`;
        }),
    );
  });
}

/** What a reader sees of a cell. */
function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, "").replace(/&[^;]+;/g, "x").trim();
}

function styled(attributes: string, width: number): string {
  const own = /\sstyle="([^"]*)"/.exec(attributes);
  if (own === null) return `${attributes} style="min-width:${width}ch"`;
  return attributes.replace(own[0], ` style="${own[1]!.replace(/;?$/, ";")}min-width:${width}ch"`);
}
