/** What makes the book an application that needs no network: the list of its files, and who keeps them. @module */

import { digestOfText, filesBelow, writeFile } from "./files.ts";
import { icon } from "../../site/icon.ts";
import type { Places } from "./places.ts";
import type { Runtime } from "./runtime.ts";

/** What a service worker reads to know what there is. */
interface Files {
  /** Everything that a reader can come to, from the top of the book. */
  readonly all: readonly string[];
  /** Their size as they are kept, in bytes. */
  readonly bytes: number;
  /** What a page needs to run its cells, or to judge its exercise, and the letters of its formulas; by its name. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
}

/** Writes them into the built book. */
export async function writeOffline(places: Places, runtime: Runtime): Promise<void> {
  const { book, base, root } = places;
  const files = await filesOf(book, runtime);
  await writeFile(`${book}/files.json`, JSON.stringify(files));
  const version = (await digestOfText(JSON.stringify(files))).slice(0, 12);
  const worker = await Deno.readTextFile(`${root}/site/offline/sw.js`);
  await writeFile(`${book}/sw.js`, worker.replace("%VERSION%", version));
  await writeFile(`${book}/icon.svg`, icon);
  await writeFile(
    `${book}/manifest.webmanifest`,
    JSON.stringify({
      name: "Happens Before",
      short_name: "Happens Before",
      description: "Distributed systems you can run, break and prove.",
      start_url: base,
      scope: base,
      display: "standalone",
      background_color: "#ffffff",
      theme_color: "#0a63a5",
      icons: [{ src: "icon.svg", sizes: "any", type: "image/svg+xml" }],
    }),
  );
}

async function filesOf(book: string, { folder, needs, quoted }: Runtime): Promise<Files> {
  const sources = `${folder}/source/`;
  const all = (await filesBelow(book)).filter((path) =>
    !path.startsWith(".") && !/^(?:sw\.js|files\.json|hashmap\.json|404\.html)$/.test(path) &&
    !path.startsWith(`${folder}/notebooks/`) &&
    (!path.startsWith(sources) || quoted.has(path.slice(sources.length)))
  );
  let bytes = 0;
  for (const path of all) bytes += (await Deno.stat(`${book}/${path}`)).size;
  // Formulas further down have letters that the first view has not fetched, and readers edit cells and look at runs.
  const later =
    /\.woff2$|^assets\/chunks\/(?:markdown|editor|run_viewer|embed|vega-interpreter|unpack)\./;
  const fetched = all.filter((path) => later.test(path));
  const needed = [...needs].map(([name, own]) => [name, [...own, ...fetched]]);
  return { all, bytes, needs: Object.fromEntries(needed) };
}
