/** What pages need of exercises to judge them: a shelf for each, and what they may import of the library. @module */

import type { Plugin } from "esbuild";
import type { Suite } from "../../lib/grade/suite.ts";
import type { ExerciseInfo } from "../../site/run/exercise/messages.ts";
import type { Places } from "../../site/run/places.ts";
import { allExercises } from "../grade/exercises.ts";
import { stubsOf } from "../grade/stubs.ts";
import { filesBelow, writeFile } from "./files.ts";

/** A file that exports many modules, each under a name: "m3". */
export interface Shelf {
  readonly name: string;
  readonly specifiers: readonly string[];
}

/** Packages of the project that answers in a page may import. */
const packages: readonly string[] = ["@std/assert", "@std/async", "fast-check"];

/** The shelf of the vocabulary of the library, and that of packages: all exercises share them. */
const MODEL = "exercise-model", PACKAGES = "exercise-packages";

/** The exercises as they are built. */
export interface ExerciseShelves {
  readonly shelves: readonly Shelf[];
  /** Writes what a page must know of each. */
  write(folder: string): Promise<void>;
}

/** The shelves of all exercises of the project. */
export async function exerciseShelves(root: string): Promise<ExerciseShelves> {
  const slugs = await allExercises(root);
  const suites = await Promise.all(slugs.map((slug) => suiteIn(root, slug)));
  const model = [
    ...(await filesBelow(`${root}/lib/model`)).filter((path) => /(?<!_test)\.ts$/.test(path))
      .map((path) => `hb/model/${path}`),
    "hb/grade/todo.ts",
    ...new Set(suites.flatMap(({ mayImport = [] }) => mayImport)),
  ];
  const own = suites.map(({ chapter, given = [] }): Shelf => ({
    name: `exercise-${chapter}`,
    specifiers: ["suite.ts", ...given].map((file) => `hb/exercises/${chapter}/${file}`),
  }));
  return {
    shelves: [{ name: MODEL, specifiers: model }, { name: PACKAGES, specifiers: packages }, ...own],
    async write(folder) {
      await writeFile(`${folder}/exercises.json`, JSON.stringify(slugs));
      for (const suite of suites) {
        const places = {
          ...placesOn(MODEL, model),
          ...placesOn(PACKAGES, packages),
          ...ownPlaces(suite),
        };
        const info = await infoOf(root, suite, places);
        await writeFile(`${folder}/exercise-${suite.chapter}.json`, JSON.stringify(info));
      }
    },
  };
}

/** The suite of an exercise. */
export async function suiteIn(root: string, slug: string): Promise<Suite<unknown>> {
  return (await import(`file://${root}/exercises/${slug}/suite.ts`)).suite;
}

function placesOn(name: string, specifiers: readonly string[]): Places {
  return Object.fromEntries(specifiers.map((each, i) => [each, [`${name}.js`, `m${i}`]]));
}

function ownPlaces({ chapter, given = [] }: Suite<unknown>): Places {
  const names = ["suite", ...given.map((file) => `given/${file}`)];
  return placesOn(`exercise-${chapter}`, names);
}

async function infoOf(root: string, suite: Suite<unknown>, places: Places): Promise<ExerciseInfo> {
  const { chapter: slug, title, given = [], mayImport = [] } = suite;
  const starters = await Promise.all(
    stubsOf(suite).map(async (file) =>
      [file, await Deno.readTextFile(`${root}/exercises/${slug}/${file}`)] as const
    ),
  );
  const parts = suite.parts.map(({ number, name, file, title, points }) => ({
    ...{ number, name, file, title, points },
  }));
  return { slug, title, parts, given, mayImport, starters: Object.fromEntries(starters), places };
}

/** What is otherwise in a page, by its path in the project. */
const inPage: Readonly<Record<string, string>> = {
  "lib/grade/judged_code.ts": "site/run/exercise/judged_code.ts",
  "lib/notebook/grade/exercise.ts": "site/run/exercise/notebook_exercise.ts",
  "lib/notebook/grade/files.ts": "site/run/exercise/notebook_files.ts",
};

/** Puts the modules of a page in the place of those that need a machine. */
export function pageModules(root: string): Plugin {
  return {
    name: "page modules",
    setup(build) {
      build.onResolve(
        { filter: /(?:judged_code|exercise|files)\.ts$/ },
        ({ path, resolveDir, importer }) => {
          if (!path.startsWith(".") || importer.startsWith(`${root}/site/run/exercise/`)) return;
          const target =
            inPage[new URL(path, `file://${resolveDir}/`).pathname.slice(root.length + 1)];
          return target === undefined ? undefined : { path: `${root}/${target}` };
        },
      );
    },
  };
}
