/**
 * `deno task grade [NN …]`: judges the reader's exercises, each in a process that may read the project
 * and nothing else; with `--self-check`, judges the suites themselves.
 *
 * @module
 */

import { pointsOf, toJson, toJunit, toText } from "../lib/grade/report.ts";
import type { Refused } from "../lib/grade/answers.ts";
import type { ExerciseResult } from "../lib/grade/report.ts";
import { toGradescope } from "../lib/grade/gradescope.ts";
import type { PartResult, Suite } from "../lib/grade/suite.ts";
import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { compiled } from "./grade/compiled.ts";
import { findExercises } from "./grade/exercises.ts";
import { gradeHelp, type GradeOptions, MOST_HINTS, parseGrade } from "./grade/options.ts";
import { judge, type PartHead } from "./grade/sandbox.ts";
import { printable } from "./grade/lines.ts";
import { tell } from "./grade/tell.ts";
import { takeSubmission } from "./grade/submission.ts";
import { refusalOf } from "./grade/refusal.ts";
import { selfCheck } from "./grade/self_check.ts";
import { whereItLoops } from "./learn/loop.ts";
import { repositoryRoot as root } from "./run/locate.ts";
import { form } from "./command/typed.ts";
import { linkTo } from "./command/place.ts";
import { doing } from "./command/doing.ts";

/** How much is told of files that are missing. */
const LONGEST_NAMES = 2000;

async function main(args: readonly string[]): Promise<number> {
  if (helps(args, gradeHelp)) return 0;
  const options = parseGrade(args);
  // A word after --hints that can be no number of hints is an exercise.
  const besides = options.hints === undefined
    ? ""
    : `, or after --hints a whole number from 1 to ${MOST_HINTS}`;
  const slugs = await findExercises(root, options.exercises, besides);
  if (options.selfCheck) return await checkSuites(slugs);
  if (options.statement || options.hints !== undefined) return await tellParts(slugs, options);
  const results: ExerciseResult[] = [];
  for (const slug of slugs) {
    const result = await gradeExercise(slug, options);
    results.push(result);
    if (result.refusal !== undefined) console.error(result.refusal);
    console.log(toText(result, form()));
  }
  if (options.gradescope !== undefined) {
    await write(options.gradescope, toGradescope(results, form()));
  }
  if (options.json !== undefined) await write(options.json, toJson(results, form()));
  if (options.junit !== undefined) {
    const now = new Date().toISOString().slice(0, 19);
    await write(options.junit, toJunit(results, now, form()));
  }
  if (results.length > 1) {
    const all = results.map(pointsOf);
    const sum = (key: "earned" | "possible") => all.reduce((total, each) => total + each[key], 0);
    console.log(`\n${sum("earned")} of ${sum("possible")} points in all`);
  }
  const fails = ({ standing }: PartResult) =>
    standing === "wrong" || (options.complete && standing !== "done");
  return results.some(({ parts }) => parts.some(fails)) ? 1 : 0;
}

/** Says what parts ask for, and gives hints; nothing is graded. */
async function tellParts(slugs: readonly string[], options: GradeOptions): Promise<number> {
  const { statement, hints = 0 } = options;
  for (const slug of slugs) {
    const suite = await suiteOf(slug);
    const chosen = chosenParts(suite, options.part).map(({ number }) => number);
    const parts = suite.parts.filter(({ number }) => chosen.includes(number));
    const textOf = (file: string) => textIn(`${root}/exercises/${slug}/${file}`);
    console.log(tell(suite, parts, { statement, hints, textOf }));
  }
  return 0;
}

/** What stands in a file, if it can be read. */
function textIn(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return undefined;
  }
}

async function suiteOf(slug: string): Promise<Suite<unknown>> {
  const { suite } = await import(`file://${root}/exercises/${slug}/suite.ts`);
  return suite;
}

/** Grades one exercise; files that do not compile are refused, and parts that need them not judged. */
async function gradeExercise(
  slug: string,
  options: GradeOptions,
): Promise<ExerciseResult> {
  const own = `${root}/exercises/${slug}`;
  const suite = await suiteOf(slug);
  if (options.solutions) return await grade(slug, suite, `${root}/solutions/${slug}`, options);
  if (options.submission === undefined) return await gradeChecked(slug, suite, own, options);
  const { submission } = options;
  const { folder, missing, refusal } = await takeSubmission(root, slug, suite.parts, submission);
  try {
    if (refusal !== undefined) return refusedAll(suite, refusal, "nothing was handed in", options);
    if (missing.length > 0) {
      // Names that a submission imports are its own words.
      console.log(`not in ${submission}: ${printable(missing.join(", "), LONGEST_NAMES)}`);
    }
    return await gradeChecked(slug, suite, folder, options);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function gradeChecked(
  slug: string,
  suite: Suite<unknown>,
  folder: string,
  options: GradeOptions,
): Promise<ExerciseResult> {
  const exercise = `file://${root}/exercises/${slug}`;
  const { given = [], mayImport = [] } = suite;
  const work = doing(`Compiling ${slug}`);
  const checked = { root, exercise, folder, stubs: suite.parts, given, mayImport };
  const { refused, errors } = await compiled(slug, checked);
  work.end();
  if (errors === undefined || suite.parts.some(({ file }) => refused[file] === undefined)) {
    return await grade(slug, suite, folder, options, refused);
  }
  const refusal = await refusalOf(slug, folder, suite.parts, errors);
  // The first problem is enough to know where to look.
  return refusedAll(suite, refusal, refusal.split("\n")[2]!, options);
}

/** No part is judged. */
function refusedAll(
  suite: Suite<unknown>,
  refusal: string,
  why: string,
  { part }: GradeOptions,
): ExerciseResult {
  const heads = chosenParts(suite, part), words = `not judged: ${why}`;
  return {
    chapter: suite.chapter,
    title: suite.title,
    refusal,
    parts: heads.map((head) => ({ ...head, standing: "wrong", unjudged: true, words })),
  };
}

async function grade(
  slug: string,
  suite: Suite<unknown>,
  folder: string,
  options: GradeOptions,
  refused: Refused = {},
): Promise<ExerciseResult> {
  const parts = chosenParts(suite, options.part);
  const pages = `${root}/.cache/exercises/${slug}`;
  await Deno.mkdir(pages, { recursive: true });
  const work = doing(`Grading ${slug}`);
  const judged = await judge({
    root,
    suite: `file://${root}/exercises/${slug}`,
    answers: `file://${folder}`,
    parts,
    limitS: options.limitS,
    refused,
    mayReadSolutions: options.solutions,
    ...(options.seeds === undefined ? {} : { seeds: options.seeds }),
    ...(options.seedBase === undefined ? {} : { seedBase: options.seedBase }),
    begun: (number) => work.say(`part ${number} of ${suite.parts.length}`),
    print: (line) => work.tell(`  | ${line}`),
    picture: (number, svg) => write(`${pages}/part-${number}.svg`, svg),
    page: async (number, html) => {
      await write(`${pages}/part-${number}.html`, html);
      work.tell(`Part ${number} as a diagram: ${linkTo(`${pages}/part-${number}.html`)}`);
    },
  });
  work.say("looking for the loop");
  const told = await tellLoop(slug, folder, judged);
  work.end();
  return { chapter: suite.chapter, title: suite.title, parts: told };
}

/** Says where the first loop that never ends is; that takes a moment, so the others are only said to be. */
async function tellLoop(slug: string, folder: string, parts: PartResult[]): Promise<PartResult[]> {
  const looping = parts.find(({ unjudged, words = "" }) =>
    unjudged && words.startsWith("it did not finish")
  );
  if (looping === undefined) return parts;
  const signal = new AbortController().signal;
  const place = await whereItLoops({ root, slug, part: looping.number, folder, signal });
  if (place === undefined) return parts;
  const words = `at ${place}: ${looping.words}`;
  return parts.map((part) => part === looping ? { ...part, words } : part);
}

function chosenParts(suite: Suite<unknown>, number: number | undefined): PartHead[] {
  const heads = suite.parts.map(({ number, name, title, points }) => ({
    number,
    name,
    title,
    points,
  }));
  if (number === undefined) return heads;
  const found = heads.filter((part) => part.number === number);
  if (found.length > 0) return found;
  throw new Error(
    `Cannot grade part ${number} because ` +
      `${suite.chapter} has the parts 1 to ${heads.length}: given ${number}`,
  );
}

async function checkSuites(slugs: readonly string[]): Promise<number> {
  let passed = 0;
  let failed = 0;
  for (const slug of slugs) {
    const work = doing(`Checking the suite of ${slug}`);
    const check = await selfCheck(root, slug, work.say);
    work.end();
    passed += check.passed;
    failed += check.failures.length;
    for (const line of check.caught) console.log(`${slug}  ${line}`);
    for (const line of check.failures) console.error(line);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function write(file: string, text: string): Promise<void> {
  try {
    await Deno.writeTextFile(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot write the results because ${file} must be writable: ${reason}`);
  }
}

if (import.meta.main) await exitWith(() => main(Deno.args), 2);
