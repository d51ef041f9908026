/** The reader's own cells, kept in the browser: nothing is sent anywhere. @module */

/** Edited sources by the id of their cell. */
export type Edits = Readonly<Record<string, string>>;

const keyOf = (chapter: string) => `hb-cells-${chapter}`;

/** What was kept of a chapter. */
export function keptEdits(chapter: string): Edits {
  try {
    const found: unknown = JSON.parse(
      localStorage.getItem(keyOf(chapter)) ?? "{}",
    );
    const entries = Object.entries(Object(found)).filter(([, source]) =>
      typeof source === "string"
    );
    return Object.fromEntries(entries) as Edits;
  } catch {
    // A browser that keeps nothing, or something that was not written here.
    return {};
  }
}

/** Keeps the edits of a chapter; returns whether the browser did. */
export function keepEdits(chapter: string, edits: Edits): boolean {
  try {
    if (Object.keys(edits).length === 0) {
      localStorage.removeItem(keyOf(chapter));
    } else localStorage.setItem(keyOf(chapter), JSON.stringify(edits));
    return true;
  } catch {
    return false;
  }
}
