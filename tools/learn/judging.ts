/** Grades some parts of an exercise, by the means of `deno task grade`. @module */

import { judge, type SandboxOptions } from "../grade/sandbox.ts";
import { typeErrors } from "../grade/types.ts";
import type { Script } from "../../lib/figure/spacetime/terminal_script.ts";
import type { ExercisePlan, PartPlan } from "./course.ts";
import { whereItLoops } from "./loop.ts";
import { type Problem, problemsIn } from "./problem.ts";
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

/** What came of it: verdicts by number, or why there are none. */
export interface Judged {
  readonly problems: readonly Problem[];
  readonly verdicts: ReadonlyMap<number, Verdict>;
  /** The last lines that the code printed. */
  readonly printed: readonly string[];
}

const MOST_PRINTED = 200;

/**
 * Grades parts while the compiler looks at the files; what does not compile gets no verdict, whatever
 * came of running it. Throws the reason of the signal when that ends it.
 */
export async function judgeParts(options: JudgingOptions): Promise<Judged> {
  const { root, exercise, signal } = options;
  const folder = `${root}/exercises/${exercise.slug}`;
  const running = run(options, folder);
  // Whichever fails first, the other must still be awaited.
  const [compiled, ran] = await Promise.allSettled([check(options, folder), running]);
  signal.throwIfAborted();
  if (compiled.status === "rejected") throw compiled.reason;
  if (compiled.value !== undefined) {
    return { problems: problemsIn(compiled.value), verdicts: new Map(), printed: [] };
  }
  if (ran.status === "rejected") throw ran.reason;
  return ran.value;
}

function check(
  { root, exercise: { parts: stubs, given = [], mayImport = [] }, signal }: JudgingOptions,
  folder: string,
): Promise<string | undefined> {
  const exercise = `file://${folder}`;
  return typeErrors({ root, exercise, folder, stubs, given, mayImport, signal });
}

/** What judging hands over besides its results. */
interface Gathered {
  readonly printed: string[];
  readonly pages: Map<number, string>;
  readonly scripts: Map<number, Script>;
  readonly ended: Set<number>;
}

async function run(options: JudgingOptions, folder: string): Promise<Judged> {
  const { root, exercise: { slug }, signal } = options;
  const gathered: Gathered = {
    printed: [],
    pages: new Map(),
    scripts: new Map(),
    ended: new Set(),
  };
  const results = await judge(sandboxOf(options, folder, gathered));
  const { printed, pages, scripts, ended } = gathered;
  // One place is enough: it is looked for while the reader waits.
  const looping = results.find(({ number, words = "" }) =>
    ended.has(number) && words.startsWith("it did not finish")
  );
  const where = looping && await whereItLoops({ root, slug, part: looping.number, signal });
  signal.throwIfAborted();
  const verdicts = results.map((result): [number, Verdict] => {
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
  return { problems: [], verdicts: new Map(verdicts), printed };
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
