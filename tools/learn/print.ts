/** What is printed where there is no terminal: the state of one exercise, once. @module */

import { exerciseAt, partAt } from "./course.ts";
import { judgeParts } from "./judging.ts";
import { type Model, nextOpen, verdictAt } from "./model.ts";
import { plain } from "./text.ts";
import { update } from "./update.ts";
import { pageOf } from "./view/frame.ts";
import { typed } from "../command/typed.ts";

/** What printing needs to know. */
export interface PrintOptions {
  readonly root: string;
  readonly limitS: number;
  /** Whether the reader named a part: else the first that is not done is shown. */
  readonly placed: boolean;
}

const COLUMNS = 100;

/** Grades the exercise, prints how it stands, and gives the model after that and the exit code. */
export async function printOnce(
  model: Model,
  { root, limitS, placed }: PrintOptions,
): Promise<{ model: Model; code: number }> {
  const exercise = exerciseAt(model.course, model.at.slug);
  const { signal } = new AbortController();
  const judged = await judgeParts({ root, exercise, parts: exercise.parts, limitS, signal });
  let after = update(model, { kind: "graded", at: model.at, rest: true, judged }).model;
  if (!placed && verdictAt(after, after.at).kind === "done") {
    const at = nextOpen(after);
    if (at !== undefined) after = { ...after, at };
  }
  for (const each of pageOf(after, COLUMNS)) console.log(plain(each));
  const bad = judged.problems.length > 0 ||
    [...judged.verdicts.values()].some(({ kind }) => kind === "wrong" || kind === "ended");
  for (const each of others(after, judged.verdicts.keys().toArray())) console.log(each);
  return { model: after, code: bad ? 1 : 0 };
}

/** Which other parts are wrong, as only one is shown. */
function others(model: Model, numbers: readonly number[]): string[] {
  const { slug } = model.at;
  const wrong = numbers.filter((part) =>
    part !== model.at.part && ["wrong", "ended"].includes(verdictAt(model, { slug, part }).kind)
  );
  return wrong.map((part) =>
    `part ${part}, ${partAt(model.course, { slug, part }).title}, is not right yet: ` +
    typed(`learn ${slug.slice(0, 2)}.${part}`)
  );
}
