/** What no committed file may hold. @module */

/** The largest file that is committed. */
export const largestBytes = 1024 * 1024;

/**
 * A path that means something on one machine only. What comes before it must not be part of a longer
 * path or address, so that `site/home/x` and an address that ends in `/work/` pass.
 */
const machinePath =
  /(?<![\w.\-/~}*])(?:file:\/\/)?\/(?:root|home|work|tmp|Users|usr\/local|private\/var)\/[\w.\-]+/gu;

/** Paths that mean the same on every machine of their kind. */
const allowedPaths: readonly RegExp[] = [/^\/usr\/local\/bin$/];

/** Characters that are drawn as pictures. */
const pictures = /\p{Emoji_Presentation}|\uFE0F/gu;

/** What is wrong with a committed file, one sentence each; empty when nothing is. */
export function committedProblems(path: string, bytes: Uint8Array): string[] {
  const problems: string[] = [];
  if (bytes.length > largestBytes) {
    problems.push(`${path} has ${bytes.length} bytes, more than ${largestBytes}`);
  }
  // A file with a zero byte is no text, as for git.
  if (bytes.includes(0)) return problems;
  new TextDecoder().decode(bytes).split("\n").forEach((line, i) => {
    for (const what of problemsOfLine(path, line)) problems.push(`${path}:${i + 1} has ${what}`);
  });
  return problems;
}

function problemsOfLine(path: string, line: string): string[] {
  const paths = (line.match(machinePath) ?? []).filter((found) =>
    !allowedPaths.some((allowed) => allowed.test(found))
  );
  const problems = paths.map((found) => `the path ${found} of one machine`);
  const picture = line.match(pictures);
  if (picture) problems.push(`the picture character ${picture[0]}`);
  if (path === "deno.lock" && /https?:\/\//.test(line)) problems.push("the name of a host");
  return problems;
}
