/** Markup that a notebook has left behind, made ready for a page. @module */

/** A style for an SVG that is a document of its own; within a page it applies to nothing. */
const loneStyle = /<style>svg:root[^<]*<\/style>/g;

/** Scripts do not run here, and Vue takes no styles in a page: neither is of use. */
export function markup(content: string): string {
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
