/**
 * Where the playground stands in a chapter. A notebook asks for it by a comment in a cell of text,
 * `<!-- playground -->`, which Jupyter does not show; the comment may name the session to begin with.
 *
 * @module
 */

/** What stands between these is no template for Vue, and does not move. */
export const BEGIN = `<div class="chapter" v-pre>\n\n<!-- still -->`;
/** Ends what `BEGIN` began. */
export const END = `<!-- moving -->\n\n</div>`;

const marker = /^<!-- playground(?: ([A-Za-z0-9.-]{1,2000}))? -->$/gm;

/**
 * Puts the playground where a cell asks for it. `always` puts it at the end of the first section too,
 * when no cell asks: before the second heading of the second level.
 */
export function placePlayground(
  cells: readonly string[],
  always: boolean,
): string[] {
  let isPlaced = false;
  const placed = cells.map((cell) =>
    outside(cell) ? cell : cell.replace(marker, (_, session?: string) => {
      isPlaced = true;
      return playground(session);
    })
  );
  if (isPlaced || !always) return placed;
  const sections = cells.flatMap((cell, i) => /^## /m.test(cell) && !outside(cell) ? [i] : []);
  const at = sections[1] ?? cells.length;
  return [...placed.slice(0, at), playground(), ...placed.slice(at)];
}

/** Cells of code stand between tags of their own. */
function outside(cell: string): boolean {
  return cell.startsWith(`<div class="cell"`);
}

/** The chapter is no template, but for this. */
function playground(session?: string): string {
  const begin = session === undefined ? "" : ` session="${session}"`;
  return [END, `<Playground${begin} />`, BEGIN].join("\n\n");
}
