/** Judges the answers to an exercise in a worker, by the same suites as the command does. @module */

import { pack } from "../../../lib/figure/explorer/pack.ts";
import { answersOf } from "../../../lib/grade/answers.ts";
import { explainPart } from "../../../lib/grade/report.ts";
import type { Seeds } from "../../../lib/grade/seeds.ts";
import { gradePart, type Part, type Suite } from "../../../lib/grade/suite.ts";
import { drawn, recordingOf, trimmed } from "../../../tools/grade/recorded.ts";
import type { ExerciseInfo, Judged } from "./messages.ts";
import { readerFiles } from "./reader_files.ts";

/** How commands begin where nobody knows how the reader has Deno. */
const FORM = "deno task";

/** An exercise, fetched. */
export interface Exercise {
  readonly info: ExerciseInfo;
  readonly suite: Suite<object>;
}

/** Fetches an exercise; `home` is the address of the folder of the runtime. */
export async function fetchExercise(home: string, slug: string): Promise<Exercise> {
  const info: ExerciseInfo = await fetchJson(`${home}/exercise-${slug}.json`);
  const [shelf, name] = info.places["suite"]!;
  const { suite } = (await import(/* @vite-ignore */ `${home}/${shelf}`))[name];
  return { info, suite };
}

/** Fetches what lies beside the runtime. */
export async function fetchJson<T>(address: string): Promise<T> {
  const response = await fetch(address);
  if (response.ok) return await response.json();
  throw new Error(`Cannot fetch ${address} because it must be there: ${response.status}`);
}

/** The answers in the reader's files; where one cannot be loaded, whoever uses it is told so. */
export async function answersFrom(
  { info, suite }: Exercise,
  texts: Readonly<Record<string, string>>,
  home: string,
  watchesLoops = false,
): Promise<object> {
  const { load, refused } = readerFiles(info, texts, home, watchesLoops);
  return await answersOf(load, suite, refused);
}

/** Judges a part, with all that a page shows of it. */
export function judgePart(
  suite: Suite<object>,
  part: Part<object>,
  answers: object,
  seeds: Seeds,
): Judged {
  const result = gradePart(part, answers, seeds);
  const recording = recordingOf(suite, result, FORM, part.hints[0]);
  const drawing = recording === undefined ? undefined : drawn(result);
  return {
    result: trimmed(result),
    explanation: explainPart(suite.chapter, result),
    ...(recording === undefined ? {} : { recording: pack(recording) }),
    ...(drawing === undefined ? {} : { drawing }),
  };
}
