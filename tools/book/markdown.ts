/** Small pieces of Markdown. @module */

/** A fenced block; its fence is longer than any run of backticks within. */
export function fence(info: string, text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const longest = runs.reduce((most, run) => Math.max(most, run.length), 2);
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${info}\n${text.replace(/\n$/, "")}\n${ticks}`;
}

/** Markdown between two tags, set apart by blank lines so that it is read as Markdown. */
export function wrapped(
  className: string,
  inner: string,
  attributes = "",
): string {
  return `<div class="${className}"${attributes}>\n\n${inner}\n\n</div>`;
}

/** The front matter of a page; values of JSON are values of YAML. */
export function frontMatter(fields: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(fields).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return ["---", ...lines, "---"].join("\n");
}

/** The text of an inline piece of Markdown without its marks, for titles and lists. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__|\*|`)(.+?)\1/g, "$2")
    .replace(/\s+/g, " ")
    .trim();
}
