/** Grades some parts of an exercise, by the means of `deno task grade`. @module */

import { judge } from "../grade/sandbox.ts";
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
  // Whichever ends first with an error, the other must not be left without anybody who waits for it.
  const [compiled, ran] = await Promise.allSettled([typeErrors(root, folder, signal), running]);
  signal.throwIfAborted();
  if (compiled.status === "rejected") throw compiled.reason;
  if (compiled.value !== undefined) {
    return { problems: problemsIn(compiled.value), verdicts: new Map(), printed: [] };
  }
  if (ran.status === "rejected") throw ran.reason;
  return ran.value;
}

async function run(options: JudgingOptions, folder: string): Promise<Judged> {
  const { root, exercise, parts, limitS, signal } = options;
  const printed: string[] = [];
  const pages = new Map<number, string>();
  const scripts = new Map<number, Script>();
  const ended = new Set<number>();
  const results = await judge({
    root,
    suite: `file://${folder}`,
    subject: `file://${folder}`,
    parts: parts.map(({ number, name, title, points }) => ({ number, name, title, points })),
    limitS,
    mayReadSolutions: false,
    signal,
    print(text) {
      printed.push(text);
      if (printed.length > MOST_PRINTED) printed.shift();
    },
    async page(number, html) {
      const place = `${root}/.cache/exercises/${exercise.slug}`;
      await Deno.mkdir(place, { recursive: true });
      await Deno.writeTextFile(`${place}/part-${number}.html`, html);
      pages.set(number, `file://${encodeURI(place)}/part-${number}.html`);
    },
    script: (number, script) => void scripts.set(number, script),
    ended: (number) => void ended.add(number),
  });
  // One place is enough: it is looked for while the reader waits.
  const looping = results.find(({ number, words = "" }) =>
    ended.has(number) && words.startsWith("it did not finish")
  );
  const where = looping === undefined
    ? undefined
    : await whereItLoops({ root, slug: exercise.slug, part: looping.number, signal });
  signal.throwIfAborted();
  const verdicts = new Map(results.map((result): [number, Verdict] => {
    const page = pages.get(result.number);
    const script = scripts.get(result.number);
    return [
      result.number,
      verdictOf(exercise.slug, result, {
        ended: ended.has(result.number),
        ...(where === undefined || result !== looping ? {} : { where }),
        ...(page === undefined ? {} : { page }),
        ...(script === undefined ? {} : { script }),
      }),
    ];
  }));
  return { problems: [], verdicts, printed };
}
