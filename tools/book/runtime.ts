/**
 * What runs cells in a page: a worker, and the library as modules that it loads. Every chapter has one file that
 * holds the modules its cells import; what chapters share lies in files beside it, each once.
 *
 * @module
 */

import { build, type Metafile, type Plugin, stop } from "esbuild";
import { readNotebook } from "../notebook/mod.ts";
import { codeCells } from "../tangle/module.ts";
import { findImports } from "../tangle/imports.ts";
import { exerciseShelves, pageModules, type Shelf } from "./exercise_shelves.ts";
import { quotesOf } from "../run/reach.ts";
import { standardLibrary } from "./standard_library.ts";
import type { Places } from "./places.ts";
import { entries, filesBelow, writeFile } from "./files.ts";

/** A chapter: "01-replay". */
interface Chapter {
  readonly name: string;
  readonly path: string;
}

/** The chapters of a folder, in order. */
export async function chaptersIn(folder: string): Promise<Chapter[]> {
  const names = (await entries(folder)).flatMap(({ name }) =>
    /^(\d\d-[a-z0-9-]+)\.ipynb$/.exec(name)?.[1] ?? []
  );
  return names.sort().map((name) => ({
    name,
    path: `${folder}/${name}.ipynb`,
  }));
}

/** What was built. */
export interface Runtime {
  /** The folder of its files, from the top of the book. */
  readonly folder: string;
  /** What strips types and runs cells, whatever the chapter: files, from the top of the book. */
  readonly worker: readonly string[];
  /** The files that a page needs to run its cells, or to judge its exercise, by its name. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  /** The sources that chapters quote, from the root: "lib/model/history.ts". */
  readonly quoted: ReadonlySet<string>;
}

/** Builds the runtime into this folder of the book. Chapters are those whose cells shall run. */
export async function buildRuntime(
  places: Places,
  chapters: readonly Chapter[],
  name: string,
): Promise<Runtime> {
  const folder = `${places.site}/public/${name}`;
  const shelves = await Promise.all(chapters.map(shelfOf));
  const rooms = roomsOf(await offered(places.root));
  const exercises = await exerciseShelves(places.root);
  const all = [...shelves, ...rooms, ...exercises.shelves];
  const worker: string[] = [];
  const needs = new Map<string, readonly string[]>();
  try {
    const { metafile } = await build({
      entryPoints: [
        { in: `${places.root}/site/run/worker.ts`, out: "worker" },
        { in: `${places.root}/site/run/exercise/grader.ts`, out: "grader" },
        ...all.map(({ name }) => ({ in: `shelf:${name}`, out: name })),
      ],
      outdir: folder,
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "browser",
      minify: true,
      // Names are shown: of errors, of protocols, of types.
      keepNames: true,
      target: "es2023",
      charset: "utf8",
      legalComments: "none",
      tsconfigRaw: {},
      loader: { ".md": "text" },
      metafile: true,
      entryNames: "[name]",
      chunkNames: "part-[hash]",
      plugins: [
        shelvesPlugin(all),
        pageModules(places.root),
        library(places),
        absent,
        await standardLibrary(places.root),
      ],
    });
    const loads = (...files: readonly string[]) => {
      const scripts = files.flatMap((file) => [...reached(metafile, file)]);
      return [...new Set([...scripts, ...files])].map((file) => `${name}/${file}`);
    };
    worker.push(...loads("worker.js"));
    for (const { name: shelf } of shelves) {
      needs.set(shelf, loads("worker.js", `${shelf}.js`, `${shelf}.json`, "rooms.json"));
    }
    for (const { name: shelf } of exercises.shelves) {
      needs.set(shelf, loads("grader.js", `${shelf}.js`, `${shelf}.json`, "exercises.json"));
    }
  } finally {
    await stop();
  }
  for (const { name, specifiers } of shelves) {
    const { path } = chapters.find((each) => each.name === name)!;
    await writeFile(
      `${folder}/notebooks/${name}.ipynb`,
      await Deno.readTextFile(path),
    );
    await writeFile(
      `${folder}/${name}.json`,
      JSON.stringify(placesIn(name, specifiers)),
    );
  }
  await writeFile(
    `${folder}/rooms.json`,
    JSON.stringify(
      Object.assign(
        {},
        ...rooms.map((room) => placesIn(room.name, room.specifiers)),
      ),
    ),
  );
  await exercises.write(folder);
  await copySources(places.root, folder);
  return { folder: name, worker, needs, quoted: await quotedIn(chapters) };
}

/** A file of the bundle and those that it imports before it runs, by their names. */
function reached({ outputs }: Metafile, name: string): Set<string> {
  const byName = new Map(
    Object.entries(outputs).map(([path, output]) => [path.split("/").at(-1)!, output]),
  );
  const found = new Set<string>();
  const left = [name];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    const { imports = [] } = byName.get(next) ?? {};
    left.push(
      ...imports.flatMap(({ path, kind }) =>
        kind === "import-statement" ? [path.split("/").at(-1)!] : []
      ),
    );
  }
  return found;
}

async function quotedIn(chapters: readonly Chapter[]): Promise<Set<string>> {
  const quoted = new Set<string>();
  for (const { path } of chapters) {
    for (const { source } of codeCells(await readNotebook(path))) {
      for (const file of quotesOf(source)) quoted.add(file);
    }
  }
  return quoted;
}

function placesIn(
  name: string,
  specifiers: readonly string[],
): Record<string, [string, string]> {
  return Object.fromEntries(
    specifiers.map((each, i) => [each, [`${name}.js`, `m${i}`]]),
  );
}

async function shelfOf({ name, path }: Chapter): Promise<Shelf> {
  const cells = codeCells(await readNotebook(path));
  const specifiers = cells.flatMap(({ source }) => [
    ...findImports(source).flatMap(({ specifier, typeOnly }) => typeOnly ? [] : [specifier]),
    ...[...source.matchAll(/\bimport\(\s*["']([^"']+)["']/g)].map(([, each]) => each!),
  ]);
  return { name, specifiers: [...new Set(specifiers)].sort() };
}

/** The modules that the library offers, as cells import them. */
async function offered(root: string): Promise<string[]> {
  const { exports } = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
  return Object.keys(exports).map((each) => each.replace(/^\.\//, "hb/"));
}

/** What no cell of a chapter imports, a reader may: it lies in a file for each folder of the library. */
function roomsOf(specifiers: readonly string[]): Shelf[] {
  const byRoom = Map.groupBy(specifiers, (each) => each.split("/")[1]!);
  return [...byRoom].map(([room, specifiers]) => ({
    name: `room-${room}`,
    specifiers,
  }));
}

/** A shelf exports every module of its list as a namespace. */
function shelvesPlugin(shelves: readonly Shelf[]): Plugin {
  const byName = new Map(shelves.map((shelf) => [shelf.name, shelf]));
  return {
    name: "shelves",
    setup(build) {
      build.onResolve({ filter: /^shelf:/ }, ({ path }) => ({
        path: path.slice("shelf:".length),
        namespace: "shelf",
      }));
      build.onLoad({ filter: /.*/, namespace: "shelf" }, ({ path }) => ({
        contents: byName.get(path)!.specifiers.map((specifier, i) =>
          `export * as m${i} from ${JSON.stringify(specifier)};`
        ).join("\n"),
        resolveDir: "/",
      }));
    },
  };
}

/** `hb/…` is the library, packages are those of the site, and a source says where it lies in the book. */
function library({ root, site }: Places): Plugin {
  return {
    name: "library",
    setup(build) {
      build.onResolve(
        { filter: /^node:(?:util|assert\/strict)$/ },
        ({ path }) => ({
          path: `${root}/site/run/node/${path.slice("node:".length).replace("/", "_")}.ts`,
        }),
      );
      build.onResolve({ filter: /^hb\// }, ({ path }) => ({
        path: path.startsWith("hb/exercises/")
          ? `${root}/${path.slice("hb/".length)}`
          : `${root}/lib/${path.slice("hb/".length)}`,
      }));
      build.onResolve(
        { filter: /^(?:npm:)?@?[a-z]/ },
        ({ path, pluginData, kind, importer }) => {
          if (
            pluginData === "packages" || importer.includes("/node_modules/")
          ) return;
          if (
            /^(?:node|shelf|jsr|https):|^@std\//.test(path) ||
            isAbsent.test(path)
          ) return;
          const bare = path.replace(/^npm:/, "").replace(
            /(?<=.)@[\d.^~]+(?=\/|$)/,
            "",
          );
          return build.resolve(own(bare, root), {
            resolveDir: site,
            kind,
            pluginData: "packages",
          });
        },
      );
      build.onLoad({ filter: /\.ts$/, namespace: "file" }, async ({ path }) => {
        const text = await Deno.readTextFile(path);
        if (!text.includes("import.meta.url")) return;
        const place = JSON.stringify(`./source/${path.slice(root.length + 1)}`);
        return {
          contents: text.replaceAll(
            "import.meta.url",
            `new URL(${place}, import.meta.url).href`,
          ),
          loader: "ts",
        };
      });
    },
  };
}

/** The project's own face of fast-check has a seed. */
function own(bare: string, root: string): string {
  if (bare === "fast-check/unseeded") return "fast-check";
  return bare === "fast-check" ? `${root}/tools/npm/fast_check.ts` : bare;
}

/** Modules of Node, and packages that stand on them. */
const isAbsent = /^node:|^reflect-metadata$|^@peculiar\/|^@grpc\//;

/** What no page has says so when it is used, and not before. */
const absent: Plugin = {
  name: "absent",
  setup(build) {
    build.onResolve(
      { filter: isAbsent },
      ({ path }) => ({ path, namespace: "absent" }),
    );
    build.onLoad({ filter: /.*/, namespace: "absent" }, ({ path }) => ({
      contents: `
        module.exports = Object.create(new Proxy({}, { get(_, name) {
          if (typeof name === "symbol" || name === "__esModule" || name === "default" || name === "then") return;
          return function () { throw Object.assign(new Error("a page has no ${path}"), { name: "NeedsDeno" }); };
        } }));`,
      loader: "js",
    }));
  },
};

/** Chapters quote the library from its sources. */
async function copySources(root: string, folder: string): Promise<void> {
  for (const path of await filesBelow(`${root}/lib`)) {
    if (!path.endsWith(".ts") || path.endsWith("_test.ts")) continue;
    await writeFile(
      `${folder}/source/lib/${path}`,
      await Deno.readTextFile(`${root}/lib/${path}`),
    );
  }
}
