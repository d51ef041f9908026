/**
 * Which lines of a stack are code under judgement. In a page, where the library is bundled and answers have no
 * paths, another module stands in the place of this one.
 *
 * @module
 */

/** The library, and the files in which an exercise says how it judges: no code under judgement. */
const LIBRARY = pathIn(new URL("../", import.meta.url).href);
const JUDGES = /\/suite\.ts$|\/suite\/[^/]+\.ts$|\/tools\/|\/grade_test\.ts$/;

/** The name of a file under judgement, by what stands before the line of a frame; nothing if it is none. */
export function judgedFile(place: string): string | undefined {
  // The runtime's own frames have names of their own, as ext:core.
  const path = /\b(?:ext|node):/.test(place) ? "" : pathIn(place);
  if (path === "" || path.startsWith(LIBRARY) || JUDGES.test(path)) return undefined;
  return path.replace(/^.*\//, "");
}

/** The path in what stands before the line of a frame: a URL or a path, behind the name of the function. */
function pathIn(place: string): string {
  const found = /(?:file:\/\/|https?:\/\/[^/]*)?((?:\/|[a-z]:[/\\]).*)$/i.exec(place)?.[1] ?? "";
  return found.replaceAll("\\", "/").replace(/^\/(?=[a-z]:)/i, "");
}
