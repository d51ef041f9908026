/**
 * What an answer may import: files of its own, what is given with the exercise, types of the library, and
 * the modules of the library that every answer may use or that its exercise names. The library holds
 * solutions to most exercises, and an answer that calls them answers nothing.
 *
 * @module
 */

/** What an exercise says of the files in its folder, and of the library. */
export interface Importable {
  /** The files in its folder that are given: answers import them, and they import whatever they like. */
  readonly given?: readonly string[];
  /** Modules of the library that answers may import besides those that all may. */
  readonly mayImport?: readonly string[];
}

/** One import as it stands in a file. */
export interface Import {
  /** What is imported, as it is written. */
  readonly specifier: string;
  /** Whether it is for types alone, and so runs nothing. */
  readonly onlyTypes?: boolean;
}

/** What all answers may import of the library: its vocabulary, whole folders with a slash at the end. */
const ALWAYS: readonly string[] = ["hb/model/", "hb/grade/todo.ts"];

/** What answers never import, as it stands beside them: how they are judged. */
const JUDGES = /^(?:suite\/|suite\.ts$|grade_test\.ts$)/;

/**
 * Why the file at `path` of an answer's folder may not import that; nothing if it may. Whether there is such a
 * file or package is not looked at.
 *
 * @example
 * ```ts
 * import { assertEquals, assertStringIncludes } from "@std/assert";
 * import { whyNotImport } from "hb/grade/may_import.ts";
 *
 * assertEquals(whyNotImport("clock.ts", { specifier: "hb/model/clone.ts" }, {}), undefined);
 * const why = whyNotImport("clock.ts", { specifier: "hb/clocks/lamport.ts" }, {});
 * assertStringIncludes(why!, "answers may import");
 * ```
 */
export function whyNotImport(
  path: string,
  { specifier, onlyTypes = false }: Import,
  exercise: Importable,
): string | undefined {
  const refused = (why: string) =>
    `it imports "${specifier}", ${why}: answers may import ${mayBeImported(exercise)}`;
  if (/^\.\.?\//.test(specifier)) {
    const target = resolvedIn(path, specifier);
    if (target === undefined) return refused("which is outside of the exercise");
    return JUDGES.test(target) ? refused("which judges them") : undefined;
  }
  if (specifier.startsWith("hb/")) {
    if (specifier.startsWith("hb/exercises/")) return refused("which is another's");
    if (specifier.includes("/../")) return refused("which is not how the library is named");
    if (onlyTypes) return undefined;
    const names = [...ALWAYS, ...exercise.mayImport ?? []];
    const isNamed = names.some((name) =>
      name.endsWith("/") ? specifier.startsWith(name) : specifier === name
    );
    return isNamed ? undefined : refused("which the book has for itself");
  }
  if (/^[/\\]|^[a-z]:[/\\]/i.test(specifier)) return refused("which is a path of this machine");
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(specifier)?.[1]?.toLowerCase();
  if (scheme === "file") return refused("which is a path of this machine");
  if (scheme === "node") return refused("which is a part of Node.js");
  if (scheme === "data" || scheme === "blob") return refused("which is no file");
  if (scheme !== undefined) return refused("which is not in the project");
  return undefined;
}

function mayBeImported({ mayImport = [] }: Importable): string {
  return [
    "files of their own (./…)",
    "what is given beside them",
    "types of the library (`import type`)",
    ...[...ALWAYS, ...mayImport].map((name) => name.replace(/\/$/, "/…")),
    "and packages in deno.json",
  ].join(", ");
}

/** The path that is meant, from the folder; nothing if it leaves it. */
export function resolvedIn(path: string, specifier: string): string | undefined {
  // As a URL, in which dots and slashes may be written in other ways.
  const base = "file:///of/the/answers/";
  try {
    const target = new URL(specifier, base + path).href.replace(/[?#].*$/, "");
    return target.startsWith(base) ? decodeURIComponent(target.slice(base.length)) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The imports that a source text seems to have. This is no parser: what stands in comments and in texts may
 * be taken for one. It is for where nothing but the text can be had.
 */
export function importsSeenIn(source: string): Import[] {
  const text = source.replace(/\/\*[^]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const statements = text.matchAll(
    /\b(import|export)\s+(type\s+)?(?:[\w$*\s{},]*?\bfrom\s*)?["']([^"'\n]+)["']/g,
  );
  const calls = text.matchAll(/(\btypeof\s+)?\bimport\s*\(\s*["'`]([^"'`\n]+)["'`]/g);
  return [
    ...[...statements].map(([, , type, specifier]) => ({
      specifier: specifier!,
      onlyTypes: type !== undefined,
    })),
    ...[...calls].map(([, type, specifier]) => ({
      specifier: specifier!,
      onlyTypes: type !== undefined,
    })),
  ];
}
