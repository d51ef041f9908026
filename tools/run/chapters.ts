/** The chapters of the book, by number and by name. @module */

/** A chapter's notebook. */
export interface Chapter {
  /** "01-replay". */
  readonly name: string;
  readonly path: string;
}

const FILE = /^(\d\d-[a-z0-9-]+)\.ipynb$/;

/** All chapters, in order. */
export async function listChapters(root: string): Promise<Chapter[]> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(`${root}/chapters`)) {
      const name = FILE.exec(entry.name)?.[1];
      if (entry.isFile && name !== undefined) names.push(name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.sort().map((name) => ({ name, path: `${root}/chapters/${name}.ipynb` }));
}

/** The chapters that are asked for: "1", "01", "replay" or "01-replay". None asked for means all. */
export function pickChapters(
  chapters: readonly Chapter[],
  wanted: readonly string[],
): readonly Chapter[] {
  if (wanted.length === 0) return chapters;
  return wanted.map((name) => {
    const found = chapters.find((chapter) => isCalled(chapter, name));
    if (found !== undefined) return found;
    const known = chapters.map((chapter) => chapter.name).join(", ") || "none yet";
    throw new Error(`Cannot find the chapter because one of ${known} is required: given "${name}"`);
  });
}

function isCalled({ name }: Chapter, wanted: string): boolean {
  const number = name.slice(0, 2);
  const asked = wanted.replace(/^.*\//, "").replace(/\.ipynb$/, "");
  return asked === name || asked === name.slice(3) ||
    (/^\d{1,2}$/.test(asked) && asked.padStart(2, "0") === number);
}
