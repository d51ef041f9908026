/** Builds the book from the notebooks as they stand. @module */

import { digestOf, digestOfText, filesBelow, textOf } from "./files.ts";
import { historiesPage } from "./histories.ts";
import { libraryOf } from "./library.ts";
import type { Places } from "./places.ts";
import { buildRuntime, chaptersIn } from "./runtime.ts";
import { writeOffline } from "./offline.ts";
import { sealPages } from "./seal.ts";
import { writeSite } from "./site.ts";
import { type Size, sizesOf } from "./sizes.ts";

/** What building came to. */
export interface Built {
  /** Whether the book was built now; it is not when nothing has changed since the last time. */
  readonly fresh: boolean;
  readonly seconds: number;
  /** What a reader loads, where it was built now. */
  readonly sizes?: readonly Size[];
}

/** Builds the book, unless it stands already and nothing that it is made from has changed; `say` hears how far it is. */
export async function buildBook(
  places: Places,
  say: (state: string) => void = () => {},
): Promise<Built> {
  const start = performance.now();
  const digest = await sources(places);
  const mark = `${places.book}/.sources`;
  if (await textOf(mark) === digest) {
    return { fresh: false, seconds: seconds(start) };
  }
  // Its name changes with what is in it: what a browser has kept of an earlier book is never mixed with it.
  const folder = `run/${(await digestOfText(digest)).slice(0, 8)}`;
  say("step 1 of 4, pages from the notebooks");
  await writeSite(places, folder);
  say("step 2 of 4, the packages that it takes");
  await install(places);
  say("step 3 of 4, what runs the cells");
  const runtime = await buildRuntime(places, await chaptersIn(places.chapters), folder);
  say("step 4 of 4, all pages as HTML");
  await deno(places, "the book", ["run", "-A", "npm:vitepress", "build"]);
  await sealPages(places);
  await writeOffline(places, runtime);
  await Deno.writeTextFile(mark, digest);
  return { fresh: true, seconds: seconds(start), sizes: await sizesOf(places.book, runtime) };
}

/** The digest of everything that the book is made from. */
async function sources({ root, chapters, base }: Places): Promise<string> {
  const notebooks = (await filesBelow(chapters)).filter((path) => /^[^/]+\.ipynb$/.test(path));
  const tools = [
    ...await below(root, "site"),
    ...await below(root, "tools/book"),
    ...await libraryOf(root),
    ...await below(root, "lib"),
    ...await below(root, "exercises"),
    "deno.json",
  ];
  // What this page shows is computed from more than these files.
  const page = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(historiesPage()),
  );
  return [
    await digestOf(chapters, notebooks),
    await digestOf(root, tools),
    new Uint8Array(page).toHex(),
    base,
  ].join(" ");
}

async function below(root: string, folder: string): Promise<string[]> {
  return (await filesBelow(`${root}/${folder}`)).map((path) => `${folder}/${path}`);
}

/** Puts the packages of the site in place, once for each state of its lock file. */
async function install(places: Places): Promise<void> {
  const lock = await textOf(`${places.site}/deno.lock`) ?? "";
  const mark = `${places.site}/node_modules/.installed`;
  if (await textOf(mark) === lock) return;
  await deno(places, "the packages of the book", ["install", "--frozen"]);
  await Deno.writeTextFile(mark, lock);
}

/** Runs Deno in the site; what it says is shown only when it fails. */
async function deno(
  { site }: Places,
  what: string,
  args: string[],
): Promise<void> {
  const command = new Deno.Command(Deno.execPath(), {
    args,
    cwd: site,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const { success, stdout, stderr } = await command.output();
  if (success) return;
  const said = [stderr, stdout].map((bytes) => new TextDecoder().decode(bytes).trim()).join("\n");
  throw new Error(
    `Cannot make ${what} because the command must end well: deno ${args.join(" ")}\n${said}`,
  );
}

function seconds(start: number): number {
  return (performance.now() - start) / 1000;
}
