/** Where the book is made. @module */

/** The folders that the book is made from and in. */
export interface Places {
  /** The root of the repository. */
  readonly root: string;
  /** The notebooks. */
  readonly chapters: string;
  /** The generated pages and the tools that build them. */
  readonly site: string;
  /** The built book. */
  readonly book: string;
}

/** The places of the repository; the notebooks may stand elsewhere. */
export function placesOf(root: string, chapters = `${root}/chapters`): Places {
  return {
    root,
    chapters,
    site: `${root}/.cache/site`,
    book: `${root}/.cache/book`,
  };
}

/** The root of the repository that this file is part of. */
export const repository: string = decodeURIComponent(
  new URL("../..", import.meta.url).pathname,
).replace(/\/$/, "");
