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
  /** Where the book will stand on its host, with a slash at both ends. */
  readonly base: string;
}

/** The places of the repository; on its host, the book may stand below another path than the root. */
export function placesOf(root: string, base = "/"): Places {
  return {
    root,
    base,
    chapters: `${root}/chapters`,
    site: `${root}/.cache/site`,
    book: `${root}/.cache/book`,
  };
}

/** The root of the repository that this file is part of. */
export const repository: string = decodeURIComponent(
  new URL("../..", import.meta.url).pathname,
).replace(/\/$/, "");
