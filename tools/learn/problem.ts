/** Why files do not compile, as the compiler says it, made into what a reader can act on. @module */

import { ANSWERS } from "../grade/stubs.ts";
import { seenFromHere } from "../command/place.ts";
import { repositoryRoot as root } from "../run/locate.ts";

/** One thing that keeps an exercise from being graded. */
export interface Problem {
  /** What sort of thing. */
  readonly kind: "syntax error" | "type error" | "missing export" | "missing file" | "import";
  /** The file, relative to the folder of the exercise or to the project. */
  readonly file: string;
  /** From 1, if the compiler knows it. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  /** What is wrong. */
  readonly words: string;
  /** The line as it stands in the file, and marks under what is wrong. */
  readonly excerpt: readonly string[];
}

/** The problems that `deno check` reported, in its order; those of the language itself come first. */
export function problemsIn(report: string): Problem[] {
  const problems = report.split(/\n\n(?=TS\d+ |error: )/).map(problemIn);
  const syntax = problems.filter(({ kind }) => kind === "syntax error");
  return [...syntax, ...problems.filter((each) => !syntax.includes(each))];
}

function problemIn(block: string): Problem {
  // What belongs to a first message, such as where a name is declared, is indented under it.
  const lines = block.split("\n").filter((line) => !/^Found \d+ errors?\.$/.test(line));
  const place = lines.map(placeIn).find((each) => each !== undefined);
  const code = Number(/^TS(\d+)/.exec(block)?.[1] ?? 0);
  const [first = ""] = lines;
  const end = lines.findIndex((line) => placeIn(line) !== undefined);
  const excerpt = excerptOf(lines.slice(1, end < 0 ? undefined : end));
  const problem: Problem = {
    kind: kindOf(code, first),
    file: place?.file ?? ANSWERS,
    ...(place === undefined ? {} : { line: place.line, column: place.column }),
    words: first.replace(/^TS\d+ \[ERROR\]:\s*/, "").replace(/^error: (?:SyntaxError: )?/, ""),
    excerpt,
  };
  return blamed(withoutAdvice(problem), lines);
}

/** Deno advises adding a package to the project; a reader who is being graded cannot do that. */
function withoutAdvice(problem: Problem): Problem {
  const name = /^Import "([^"]+)" not a dependency/.exec(problem.words)?.[1];
  if (name === undefined) return problem;
  const words = `there is no "${name}" here: only packages in deno.json can be imported`;
  return { ...problem, kind: "import", words, excerpt: [] };
}

function kindOf(code: number, first: string): Problem["kind"] {
  if (first.startsWith("error: ")) return /SyntaxError/.test(first) ? "syntax error" : "import";
  if (code >= 1000 && code < 2000) return "syntax error";
  if ([2305, 2459, 2614, 2724].includes(code)) return "missing export";
  return code === 2307 ? "import" : "type error";
}

function placeIn(line: string): { file: string; line: number; column: number } | undefined {
  const found = /^\s+at (.+?):(\d+):(\d+)$/.exec(line);
  if (found === null) return;
  return { file: found[1]!, line: Number(found[2]), column: Number(found[3]) };
}

/** The compiler prints the line, then marks; a syntax error has a gutter with the number of the line. */
function excerptOf(lines: readonly string[]): string[] {
  const bare = lines.map((line) => line.replace(/^\s*\d* \| ?/, "").trimEnd());
  const marks = bare.findIndex((line) => /^\s*[~^]+$/.test(line));
  return marks < 1
    ? bare.filter((line) => line !== "").slice(0, 1)
    : bare.slice(marks - 1, marks + 1);
}

/** What is not found where all answers are put together is missing elsewhere. */
function blamed(problem: Problem, lines: readonly string[]): Problem {
  if (problem.file !== ANSWERS) return problem;
  const file = /['"]([^'"\s]+\.ts)['"]/.exec(problem.words)?.[1];
  if (file === undefined) return problem;
  if (problem.kind === "import") {
    const words = "there is no such file, and it holds an answer";
    return { kind: "missing file", file, words, excerpt: [] };
  }
  if (problem.kind !== "missing export") return problem;
  const name = /'([\p{L}_$][\p{L}\d_$]*)'/u.exec(problem.words)?.[1] ?? "what it must";
  const meant = lines.map(placeIn).filter((place) => place?.file === file).at(-1);
  return {
    kind: "missing export",
    file,
    ...(meant === undefined ? {} : { line: meant.line, column: meant.column }),
    words: `it does not export \`${name}\`, which is its answer` +
      (meant === undefined ? "" : "; this looks like it under another name, or without `export`"),
    excerpt: [],
  };
}

/** Where a problem is, as editors and terminals take it. */
export function placeOf({ file, line, column }: Problem): string {
  return [file, line, column].filter((each) => each !== undefined).join(":");
}

/** The same for whoever opens it by a click: a file of the exercise `slug`, seen from where the reader stands. */
export function openableIn(slug: string, place: string): string {
  const ofProject = /^(?:lib|exercises|solutions|tools|chapters)\//.test(place);
  return seenFromHere(`${root}/${ofProject ? place : `exercises/${slug}/${place}`}`);
}
