/** Grades some parts of an exercise, by the means of `deno task grade`. @module */

import { judge, type SandboxOptions } from "../grade/sandbox.ts";
import { type Compiled, compiled } from "../grade/compiled.ts";
import { tracedIn } from "../grade/refusal.ts";
import type { PartResult } from "../../lib/grade/suite.ts";
import type { Script } from "../../lib/figure/spacetime/terminal_script.ts";
import type { ExercisePlan, PartPlan } from "./course.ts";
import { whereItLoops } from "./loop.ts";
import type { Problem } from "./problem.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** What is graded, and how. */
export interface JudgingOptions {
  readonly root: string;
  readonly exercise: ExercisePlan;
  /** In the order in which they are wanted. */
  readonly parts: readonly PartPlan[];
  readonly limitS: number;
  readonly signal: AbortSignal;
}

/** What came of it: verdicts by number, and why parts have none. */
export interface Judged {
  /** What keeps files of the exercise from being compiled. */
  readonly problems: readonly Problem[];
  /** The parts that are not judged, as they need such a file. */
  readonly stopped: readonly number[];
  readonly verdicts: ReadonlyMap<number, Verdict>;
  /** The last lines that the code printed. */
  readonly printed: readonly string[];
}

const MOST_PRINTED = 200;

/**
 * Grades parts while the compiler looks at the files. What came of that counts if all of them compile; else the
 * parts are graded again without those that do not, and whatever needs such a file gets no verdict. Throws the
 * reason of the signal when that ends it.
 */
export async function judgeParts(options: JudgingOptions): Promise<Judged> {
  const { root, exercise, signal } = options;
  const folder = `${root}/exercises/${exercise.slug}`;
  const inVain = new AbortController();
  const running = run({ ...options, signal: AbortSignal.any([signal, inVain.signal]) }, folder);
  const compiling = check(options, folder).then((found) => {
    if (found.errors !== undefined) inVain.abort();
    return found;
  });
  // Whichever fails first, the other must still be awaited.
  const [checked, ran] = await Promise.allSettled([compiling, running]);
  signal.throwIfAborted();
  if (checked.status === "rejected") throw checked.reason;
  if (checked.value.errors !== undefined) return await judgeRest(options, folder, checked.value);
  if (ran.status === "rejected") throw ran.reason;
  return ran.value;
}

function check(
  { root, exercise: { slug, parts: stubs, given = [], mayImport = [] }, signal }: JudgingOptions,
  folder: string,
): Promise<Compiled> {
  const exercise = `file://${folder}`;
  return compiled(slug, { root, exercise, folder, stubs, given, mayImport, signal });
}

/** Grades what can be graded although some files do not compile. */
async function judgeRest(
  options: JudgingOptions,
  folder: string,
  { refused, errors = "" }: Compiled,
): Promise<Judged> {
  const { parts } = options.exercise;
  const problems = await tracedIn(folder, parts, errors);
  if (parts.every(({ file }) => refused[file] !== undefined)) {
    const stopped = options.parts.map(({ number }) => number);
    return { problems, stopped, verdicts: new Map(), printed: [] };
  }
  return { ...await run(options, folder, refused), problems };
}

/** What judging hands over besides its results. */
interface Gathered {
  readonly printed: string[];
  readonly pages: Map<number, string>;
  readonly scripts: Map<number, Script>;
  readonly ended: Set<number>;
}

function nothingYet(): Gathered {
  return { printed: [], pages: new Map(), scripts: new Map(), ended: new Set() };
}

async function run(
  options: JudgingOptions,
  folder: string,
  refused: Compiled["refused"] = {},
): Promise<Judged> {
  const { root, exercise: { slug }, signal } = options;
  const gathered = nothingYet();
  const results = await judge({ ...sandboxOf(options, folder, gathered), refused });
  // Of a part that needs a file that is refused, all that is said is why.
  const why = new Set(Object.values(refused));
  const isStopped = ({ unjudged, words = "" }: PartResult) => unjudged === true && why.has(words);
  const { printed, pages, scripts, ended } = gathered;
  // One place is enough: it is looked for while the reader waits.
  const looping = results.find(({ number, words = "" }) =>
    ended.has(number) && words.startsWith("it did not finish")
  );
  const where = looping && await whereItLoops({ root, slug, part: looping.number, signal });
  signal.throwIfAborted();
  const judged = results.filter((result) => !isStopped(result));
  const verdicts = judged.map((result): [number, Verdict] => {
    const { number } = result;
    const page = pages.get(number);
    const script = scripts.get(number);
    return [
      number,
      verdictOf(slug, result, {
        ended: ended.has(number),
        ...(where === undefined || result !== looping ? {} : { where }),
        ...(page === undefined ? {} : { page }),
        ...(script === undefined ? {} : { script }),
      }),
    ];
  });
  const stopped = results.filter(isStopped).map(({ number }) => number);
  return { problems: [], stopped, verdicts: new Map(verdicts), printed };
}

function sandboxOf(
  { root, exercise: { slug }, parts, limitS, signal }: JudgingOptions,
  folder: string,
  { printed, pages, scripts, ended }: Gathered,
): SandboxOptions {
  return {
    root,
    suite: `file://${folder}`,
    answers: `file://${folder}`,
    parts: parts.map(({ number, name, title, points }) => ({ number, name, title, points })),
    limitS,
    mayReadSolutions: false,
    signal,
    print(text) {
      printed.push(text);
      if (printed.length > MOST_PRINTED) printed.shift();
    },
    async page(number, html) {
      const place = `${root}/.cache/exercises/${slug}`;
      await Deno.mkdir(place, { recursive: true });
      await Deno.writeTextFile(`${place}/part-${number}.html`, html);
      pages.set(number, `file://${encodeURI(place)}/part-${number}.html`);
    },
    script: (number, script) => void scripts.set(number, script),
    ended: (number) => void ended.add(number),
  };
}
