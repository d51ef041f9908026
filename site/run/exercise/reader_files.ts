/**
 * The files of a reader as modules: compiled, looked at for what they import, and linked to what is given. What the
 * command refuses is refused here in its words; what types say is not known in a page.
 *
 * @module
 */

import type { Program } from "acorn";
import type { Exported, Refused } from "../../../lib/grade/answers.ts";
import { importsSeenIn, resolvedIn, whyNotImport } from "../../../lib/grade/may_import.ts";
import { errorLine } from "../error_line.ts";
import { programOf, withoutTypes } from "../syntax.ts";
import { answerModule, importsOf, type Link } from "./answer_module.ts";
import { inFiles, nameJudged } from "./judged_code.ts";
import { loopNotes } from "./loops.ts";
import type { ExerciseInfo } from "./messages.ts";

/** The files of a reader. */
export interface ReaderFiles {
  /** Why some are not loaded, by their names. */
  readonly refused: Refused;
  /** Loads a file, with what it imports. */
  load(file: string): Promise<Exported>;
}

/** One file, read. */
interface Unit {
  /** JavaScript, line by line as the file was. */
  readonly text: string;
  readonly program?: Program;
  /** The reader's files that it needs. */
  readonly needs: readonly string[];
  /** What is wrong with it, as it is told. */
  readonly problem?: string;
}

/** What is wrong at a place of a text. */
interface Trouble {
  readonly kind: "syntax error" | "import" | "missing file";
  readonly words: string;
  /** From 1. */
  readonly line: number;
  /** From 1; nothing where only the line is known. */
  readonly column?: number;
}

/**
 * The reader's files `texts` for an exercise; `home` is the address of the folder of the runtime. Their loops may be
 * watched: then they call a global `$loop`.
 */
export function readerFiles(
  info: ExerciseInfo,
  texts: Readonly<Record<string, string>>,
  home: string,
  watchesLoops = false,
): ReaderFiles {
  const own = new Map(Object.entries({ ...info.starters, ...texts }));
  for (const file of info.given) own.delete(file);
  const units = new Map<string, Unit>();
  const modules = new Map<string, Promise<string>>();

  function unit(file: string): Unit {
    const read = units.get(file) ?? readUnit(file, own.get(file) ?? "", info, own);
    units.set(file, read);
    return read;
  }

  /** The first thing that is wrong with a file or with what it needs. */
  function problemOf(file: string): string | undefined {
    const seen = new Set<string>(), left = [file];
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const { problem, needs } = unit(path);
      if (problem !== undefined) return problem;
      left.push(...needs);
    }
    const circle = circleFrom(file, (path) => unit(path).needs);
    return circle &&
      `${file}: import: ${circle.join(" imports ")}, and a page cannot load a circle: ` +
        "put what they share into one of them";
  }

  /** The address of a file's module, made once, after those that it imports. */
  function addressOf(file: string): Promise<string> {
    const made = modules.get(file) ?? make(file);
    modules.set(file, made);
    return made;
  }

  async function make(file: string): Promise<string> {
    const { text, program, needs } = unit(file);
    const addresses = new Map<string, string>();
    for (const need of needs) addresses.set(need, await addressOf(need));
    const links = new Map<string, Link>();
    for (const { specifier } of importsOf(program!)) {
      if (specifier !== undefined) links.set(specifier, await linkOf(file, specifier, addresses));
    }
    const notes = watchesLoops ? loopNotes(file, text, program!) : [];
    const code = answerModule(text, program!, (specifier) => links.get(specifier)!, notes);
    const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    nameJudged(address, file);
    return address;
  }

  async function linkOf(
    file: string,
    specifier: string,
    addresses: ReadonlyMap<string, string>,
  ): Promise<Link> {
    const target = targetOf(file, specifier);
    const address = target === undefined ? undefined : addresses.get(target);
    if (address !== undefined) return { address };
    const [shelf, name] = info.places[target === undefined ? specifier : `given/${target}`]!;
    const place = `${home}/${shelf}`;
    const module = (await import(/* @vite-ignore */ place))[name];
    return { address: place, name, exported: Object.keys(module) };
  }

  const refused: Record<string, string> = {};
  for (const file of new Set(info.parts.map(({ file }) => file))) {
    const problem = problemOf(file);
    if (problem !== undefined) refused[file] = problem;
  }
  return {
    refused,
    async load(file) {
      try {
        return await import(/* @vite-ignore */ await addressOf(file));
      } catch (error) {
        // A module that lacks an export is told by its address.
        if (error instanceof SyntaxError) throw new SyntaxError(inFiles(error.message));
        throw error;
      }
    },
  };
}

function readUnit(
  file: string,
  source: string,
  info: ExerciseInfo,
  own: ReadonlyMap<string, string>,
): Unit {
  let text: string, program: Program;
  try {
    text = withoutTypes(source, false);
    program = programOf(text);
  } catch (error) {
    const { message, line = 1 } = error as SyntaxError & { line?: number };
    const trouble: Trouble = {
      kind: "syntax error",
      words: message,
      line: errorLine(source, line),
    };
    return { text: "", needs: [], problem: told(file, source, trouble) };
  }
  const found = importsOf(program);
  const needs = found.flatMap(({ specifier }) => {
    const target = specifier === undefined ? undefined : targetOf(file, specifier);
    return target !== undefined && own.has(target) ? [target] : [];
  });
  const types = importsSeenIn(source).filter(({ onlyTypes }) => onlyTypes)
    .map(({ specifier }) => ({ specifier, start: source.indexOf(specifier), onlyTypes: true }));
  const running = found.map((each) => ({ ...each, onlyTypes: false }));
  for (const { specifier, start, onlyTypes } of [...running, ...types]) {
    const why = whyNot(file, specifier, onlyTypes, info, own);
    if (why === undefined) continue;
    // Types are taken away without moving a line; where in the line it stands, the source says.
    const line = (onlyTypes ? source : text).slice(0, start).split("\n").length;
    const column = Math.max(0, (source.split("\n")[line - 1] ?? "").search(/\S/)) + 1;
    return { text, program, needs, problem: told(file, source, { ...why, line, column }) };
  }
  return { text, program, needs };
}

function whyNot(
  file: string,
  specifier: string | undefined,
  onlyTypes: boolean,
  info: ExerciseInfo,
  own: ReadonlyMap<string, string>,
): Pick<Trouble, "kind" | "words"> | undefined {
  if (specifier === undefined) {
    const words = "it imports what it names only when it runs: an import must name its module";
    return { kind: "import", words };
  }
  const words = whyNotImport(file, { specifier, onlyTypes }, info);
  if (words !== undefined) return { kind: "import", words };
  if (onlyTypes) return undefined;
  const target = targetOf(file, specifier);
  if (target === undefined) {
    if (info.places[specifier] !== undefined) return undefined;
    const words = `there is no "${specifier}" in a page: the command takes packages in deno.json`;
    return { kind: "import", words };
  }
  const isThere = info.given.includes(target) || own.has(target);
  return isThere ? undefined : { kind: "missing file", words: `there is no "${specifier}" here` };
}

/** The file of the exercise that is meant, if it is one. */
function targetOf(file: string, specifier: string): string | undefined {
  return /^\.\.?\//.test(specifier) ? resolvedIn(file, specifier) : undefined;
}

/** As the command tells it: place, kind, words, and the line itself. */
function told(file: string, source: string, { kind, words, line, column }: Trouble): string {
  const excerpt = source.split("\n")[line - 1] ?? "";
  const place = [file, line, ...column === undefined ? [] : [column]].join(":");
  const marks = column === undefined
    ? []
    : [`    ${" ".repeat(column - 1)}${"~".repeat(Math.max(1, excerpt.length - column + 1))}`];
  return [`${place}: ${kind}: ${words}`, `    ${excerpt}`, ...marks].join("\n");
}

/** Files that import each other, from the first around to itself. */
function circleFrom(
  file: string,
  needs: (file: string) => readonly string[],
  way: readonly string[] = [],
): readonly string[] | undefined {
  const at = way.indexOf(file);
  if (at >= 0) return [...way.slice(at), file];
  for (const next of needs(file)) {
    const found = circleFrom(next, needs, [...way, file]);
    if (found !== undefined) return found;
  }
  return undefined;
}
