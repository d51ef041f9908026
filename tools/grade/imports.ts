/**
 * The imports of answers, read by Deno's own parser in a copy from which nothing leads out, before any
 * compiler follows one of them.
 *
 * @module
 */

import { type Importable, resolvedIn, whyNotImport } from "../../lib/grade/may_import.ts";
import type { OwnFiles } from "./own_files.ts";

/** Runs a command of Deno within its limits, and gives what it printed. */
export type Run = (args: readonly string[]) => Promise<{ readonly stdout: string }>;

/** What is read. */
export interface ImportsOptions {
  readonly root: string;
  /** A folder whose folder `answers` is a copy of the answers. */
  readonly scratch: string;
  readonly files: OwnFiles;
  /** The files that the parts are answered in. */
  readonly stubs: readonly string[];
  readonly exercise: Importable;
  readonly deno: Run;
}

interface Place {
  readonly line: number;
  readonly character: number;
}
interface Resolved {
  readonly specifier?: string;
  readonly span?: { readonly start: Place; readonly end: Place };
}
interface Dependency {
  readonly specifier: string;
  readonly code?: Resolved;
  readonly type?: Resolved;
}
interface Info {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly Dependency[];
    readonly typesDependency?: { readonly specifier: string; readonly dependency: Resolved };
  }[];
}

/** The first import that is refused, in the form in which the compiler tells what is wrong; nothing if none. */
export async function refusedImport(options: ImportsOptions): Promise<string | undefined> {
  const { scratch, files, stubs, exercise, deno } = options;
  const copy = `file://${scratch}/answers/`;
  const entry = `${scratch}/entry.ts`, map = `${scratch}/imports.json`;
  const there = stubs.filter((stub) => files.texts.has(stub));
  await Deno.writeTextFile(entry, there.map((stub) => `import "./answers/${stub}";\n`).join(""));
  await Deno.writeTextFile(map, JSON.stringify({ imports: closed(scratch, copy) }));
  const { stdout } = await deno([
    "info",
    "--json",
    "--no-config",
    "--no-lock",
    "--no-npm",
    "--no-remote",
    `--import-map=${map}`,
    entry,
  ]);
  const modules = modulesIn(stdout);
  const known = new Map(modules.map((module) => [module.specifier, module]));
  if (there.some((stub) => !known.has(copy + stub))) {
    return "error: its imports must be readable: reading them did not end well";
  }
  const packages = await packagesOf(options.root);
  const left = [...there], seen = new Set<string>();
  for (let path = left.shift(); path !== undefined; path = left.shift()) {
    if (seen.has(path) || exercise.given?.includes(path)) continue;
    seen.add(path);
    const text = files.texts.get(path) ?? "";
    const { dependencies = [], typesDependency } = known.get(copy + path) ?? {};
    const types: Dependency | undefined = typesDependency && {
      specifier: typesDependency.specifier,
      type: typesDependency.dependency,
    };
    for (const each of [...dependencies, ...types === undefined ? [] : [types]]) {
      const why = whyNot(path, each, files, exercise, packages, text);
      if (why !== undefined) return told(path, text, why.place, why.words);
      for (const target of [each.code?.specifier, each.type?.specifier]) {
        if (target?.startsWith(copy)) left.push(decodeURIComponent(target.slice(copy.length)));
      }
    }
    const computed = computedImport(path, text, dependencies, exercise);
    if (computed !== undefined) {
      const words = "it imports what it names only when it runs: an import must name its module";
      return told(path, text, computed, words);
    }
  }
  return undefined;
}

/** None where the command was ended before it had printed all. */
function modulesIn(text: string): Info["modules"] {
  try {
    const { modules }: Info = JSON.parse(text);
    return modules;
  } catch {
    return [];
  }
}

/** An import map in which the copy alone is where it is. */
function closed(scratch: string, copy: string): Record<string, string> {
  const nowhere = `file://${scratch}/nowhere/`, entry = `file://${scratch}/entry.ts`;
  return {
    [copy]: copy,
    [entry]: entry,
    "file:///": nowhere,
    "https://": nowhere,
    "http://": nowhere,
  };
}

async function packagesOf(root: string): Promise<readonly string[]> {
  const { imports }: { imports: Readonly<Record<string, string>> } = JSON.parse(
    await Deno.readTextFile(`${root}/deno.json`),
  );
  const known = Object.entries(imports).filter(([name]) => !name.startsWith("hb/"));
  return known.flatMap(([name, target]) => [name, target]);
}

function whyNot(
  path: string,
  { specifier, code, type }: Dependency,
  { refused }: OwnFiles,
  exercise: Importable,
  packages: readonly string[],
  text: string,
): { words: string; place: Place } | undefined {
  const place = (code ?? type)?.span?.start ?? placeAt(text, Math.max(0, text.indexOf(specifier)));
  // A comment may say that types come from elsewhere.
  const elsewhere = code !== undefined && type?.specifier !== undefined &&
    type.specifier !== code.specifier;
  if (elsewhere) {
    return {
      place,
      words: `it says that the types of "${specifier}" are elsewhere: they must be its own`,
    };
  }
  const isPackage = packages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  if (isPackage && !specifier.startsWith("file:")) return undefined;
  const words = whyNotImport(path, { specifier, onlyTypes: code === undefined }, exercise);
  if (words !== undefined) return { place, words };
  const own = resolvedIn(path, specifier);
  if (/^\.\.?\//.test(specifier)) {
    const why = own === undefined ? undefined : refused.get(own);
    return why === undefined
      ? undefined
      : { place, words: `it imports "${specifier}", which is ${why}` };
  }
  if (specifier.startsWith("hb/")) return undefined;
  return {
    place,
    words: `there is no "${specifier}" here: only packages in deno.json can be imported`,
  };
}

/** Where a call of `import` is that names no module, or one that the parser does not know and may not be. */
function computedImport(
  path: string,
  text: string,
  dependencies: readonly Dependency[],
  exercise: Importable,
): Place | undefined {
  const gap = /(?:\s|\/\*[^]*?\*\/|\/\/[^\n]*\n)*/.source;
  const calls = text.matchAll(
    new RegExp(`\\bimport${gap}(?:\\.${gap}(?:defer|source)${gap})?\\(${gap}`, "g"),
  );
  const known = new Set(dependencies.map(({ specifier }) => specifier));
  for (const call of calls) {
    const named = /^(["'])([^"'\\\n]*)\1\s*[,)]/.exec(text.slice(call.index + call[0].length));
    const specifier = named?.[2];
    // What stands in a comment is not known, and does no harm if it may be imported.
    const isFine = specifier !== undefined &&
      (known.has(specifier) || whyNotImport(path, { specifier }, exercise) === undefined);
    if (!isFine) return placeAt(text, call.index);
  }
  return undefined;
}

function placeAt(text: string, index: number): Place {
  const before = text.slice(0, index).split("\n");
  return { line: before.length - 1, character: before.at(-1)!.length };
}

/** As the compiler says it: words, the line, marks, and the place. */
function told(path: string, text: string, { line, character }: Place, words: string): string {
  const excerpt = text.split("\n")[line] ?? "";
  const marks = `${" ".repeat(character)}${"~".repeat(Math.max(1, excerpt.length - character))}`;
  return [`error: ${words}`, excerpt, marks, `    at ${path}:${line + 1}:${character + 1}`]
    .join("\n");
}
