/** What the site imports from elsewhere, of the library and of the tools, and what that imports. @module */

import { filesBelow, textOf } from "./files.ts";

/** What the site imports from elsewhere, with all that it needs, as paths from the root, in order. */
export async function libraryOf(root: string): Promise<string[]> {
  const sources = (await filesBelow(`${root}/site`)).filter((path) => path.endsWith(".ts"));
  const open = sources.map((path) => `site/${path}`);
  const found = new Set<string>();
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const source = await textOf(`${root}/${path}`) ?? "";
    for (const target of importsOf(path, source)) {
      if (target.startsWith("site/") || found.has(target)) continue;
      found.add(target);
      open.push(target);
    }
  }
  return [...found].sort();
}

/** The files that a module imports by a path of its own, as paths from the root. */
export function importsOf(path: string, source: string): string[] {
  const code = source.replace(/^\s*(?:\*|\/\/|\/\*\*?).*$/gm, "");
  const specifiers = code.matchAll(
    /\b(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+\.ts)"/g,
  );
  return [...specifiers].map(([, specifier]) =>
    decodeURIComponent(new URL(specifier!, `root:/${path}`).pathname).replace(
      /^\//,
      "",
    )
  );
}
