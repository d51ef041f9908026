/** What happens next: a pure function of what the screen shows and of what has just happened. @module */

import { exerciseAt, keyOf, partAt, type Position, positions } from "./course.ts";
import type { Judged } from "./judging.ts";
import { isDone, type Model, neighbour, nextOpen, verdictAt } from "./model.ts";
import type { Progress } from "./progress.ts";

/** What can happen. */
export type Action =
  | { readonly kind: "key"; readonly key: string }
  /** The body moves by some lines; it has no more than `most` above the screen. */
  | { readonly kind: "scroll"; readonly by: number; readonly most: number }
  /** Grading has begun: of one part, or of all the others of its exercise. */
  | { readonly kind: "grading"; readonly at: Position; readonly rest: boolean }
  | {
    readonly kind: "graded";
    readonly at: Position;
    readonly rest: boolean;
    readonly judged: Judged;
  }
  /** Another second of grading has passed. */
  | { readonly kind: "second" }
  | { readonly kind: "idle" }
  | { readonly kind: "notice"; readonly words: string }
  | { readonly kind: "solution"; readonly at: Position; readonly text: string };

/** What is to be done outside of the model. */
export type Effect = "grade" | "save" | "reset" | "open" | "solution" | "quit";

/** The model after something has happened, and what is to be done about it. */
export interface Next {
  readonly model: Model;
  readonly effects: readonly Effect[];
}

/** What happens next. */
export function update(model: Model, action: Action): Next {
  switch (action.kind) {
    case "key":
      return press(model, action.key);
    case "scroll": {
      const scroll = Math.max(0, Math.min(model.scroll + action.by, action.most));
      return only({ ...model, scroll });
    }
    case "grading": {
      const { at, rest } = action;
      return only({ ...model, busy: { at, rest, seconds: 0 } });
    }
    case "second": {
      const { busy } = model;
      if (busy === undefined) return only(model);
      return only({ ...model, busy: { ...busy, seconds: busy.seconds + 1 } });
    }
    case "idle": {
      const { busy: _, ...idle } = model;
      return only(idle);
    }
    case "graded":
      return graded(model, action);
    case "notice":
      return only({ ...model, notice: action.words });
    case "solution":
      if (keyOf(action.at) !== keyOf(model.at)) return only(model);
      return only({ ...model, screen: "solution", solution: action.text, scroll: 0 });
  }
}

function only(model: Model): Next {
  return { model, effects: [] };
}

function press(before: Model, key: string): Next {
  const { notice: _, asked, ...model } = before;
  if (key === "q") return { model, effects: ["quit"] };
  if (model.screen === "reset") return answerReset(model, key);
  if (model.screen === "list" && ["up", "down", "return"].includes(key)) return choose(model, key);
  switch (key) {
    case "h":
      return hint(model);
    case "r":
      return { model: home(model), effects: ["grade"] };
    case "l":
      return only(model.screen === "list" ? home(model) : openList(model));
    case "n":
      return goBy(model, 1);
    case "p":
      return goBy(model, -1);
    case "s":
      return solution(model, asked);
    case "x":
      return only({ ...model, screen: "reset", scroll: 0 });
    case "o":
      return open(model);
    case "?":
      return only(model.screen === "help" ? home(model) : { ...model, screen: "help", scroll: 0 });
    case "escape":
      return only(home(model));
    default:
      return only(model);
  }
}

function home(model: Model): Model {
  const { solution: _, ...rest } = model;
  return { ...rest, screen: "part", scroll: 0 };
}

function hint(model: Model): Next {
  const { hints } = partAt(model.course, model.at);
  const key = keyOf(model.at);
  const shown = model.progress.hints[key] ?? 0;
  if (shown >= hints.length) {
    const notice = hints.length === 0 ? "this part has no hints" : "that was the last hint";
    return only({ ...home(model), notice });
  }
  const progress = { ...model.progress, hints: { ...model.progress.hints, [key]: shown + 1 } };
  return { model: { ...home(model), progress }, effects: ["save"] };
}

function solution(model: Model, asked: Model["asked"]): Next {
  if (model.screen === "solution") return only(home(model));
  const key = keyOf(model.at);
  if (isDone(model, model.at) || model.progress.looked.includes(key)) {
    return { model, effects: ["solution"] };
  }
  if (asked !== "solution") {
    const notice =
      "this part is not done yet: press s again to see its reference solution all the same";
    return only({ ...model, asked: "solution", notice });
  }
  const progress = { ...model.progress, looked: [...model.progress.looked, key] };
  return { model: { ...model, progress }, effects: ["save", "solution"] };
}

function open(model: Model): Next {
  const verdict = verdictAt(model, model.at);
  if (verdict.kind === "wrong" && verdict.run?.page !== undefined) {
    return { model, effects: ["open"] };
  }
  return only({
    ...model,
    notice: "there is no diagram to open: only a run that went wrong has one",
  });
}

function answerReset(model: Model, key: string): Next {
  if (key === "y") return { model: home(model), effects: ["reset"] };
  return only({ ...home(model), notice: "nothing was reset" });
}

function openList(model: Model): Model {
  const chosen = positions(model.course).findIndex((at) => keyOf(at) === keyOf(model.at));
  return { ...home(model), screen: "list", chosen };
}

function choose(model: Model, key: string): Next {
  const all = positions(model.course);
  if (key === "return") return go(model, all[model.chosen] ?? model.at);
  const chosen = model.chosen + (key === "up" ? -1 : 1);
  return only({ ...model, chosen: Math.max(0, Math.min(chosen, all.length - 1)) });
}

function goBy(model: Model, by: 1 | -1): Next {
  const to = neighbour(model.course, model.at, by);
  if (to !== undefined) return go(model, to);
  const left = nextOpen(model);
  const notice = by < 0
    ? "this is the first part of the path"
    : left === undefined
    ? "this is the last part of the path, and all of it is done"
    : `this is the last part of the path; not done yet: ${left.slug} part ${left.part}`;
  return only({ ...home(model), notice });
}

function go(model: Model, at: Position): Next {
  const progress = { ...model.progress, at: keyOf(at) };
  return { model: { ...home(model), at, progress, printed: [] }, effects: ["save", "grade"] };
}

function graded(
  model: Model,
  { at, rest, judged }: Action & { kind: "graded" },
): Next {
  const problems = new Map(model.problems);
  if (judged.problems.length > 0) problems.set(at.slug, judged.problems);
  else problems.delete(at.slug);
  const stopped = new Set(model.stopped);
  for (const part of judged.verdicts.keys()) stopped.delete(keyOf({ slug: at.slug, part }));
  for (const part of judged.stopped) stopped.add(keyOf({ slug: at.slug, part }));
  const verdicts = new Map(model.verdicts);
  const gone = partsWithout(model, at.slug, judged);
  for (const part of gone) verdicts.delete(keyOf({ slug: at.slug, part }));
  for (const [part, verdict] of judged.verdicts) {
    verdicts.set(keyOf({ slug: at.slug, part }), verdict);
  }
  const here = keyOf(at) === keyOf(model.at);
  const after: Model = {
    ...model,
    problems,
    stopped,
    verdicts,
    progress: withDone(model.progress, at.slug, judged, gone),
    // What is new stands at the top.
    ...(here && !rest
      ? { printed: judged.printed, ...(model.screen === "part" ? { scroll: 0 } : {}) }
      : {}),
  };
  const changed = after.progress.done.join() !== model.progress.done.join();
  const won = here && !rest && isDone(after, at) && !isDone(model, at);
  const { points } = partAt(model.course, at);
  const notice = won ? `part ${at.part} is done: ${points} points` : model.notice;
  const stale = here && !rest && !won && /^part \d+ is done: /.test(notice ?? "");
  const { notice: _, ...silent } = after;
  return {
    model: notice === undefined || stale ? silent : { ...silent, notice },
    effects: changed ? ["save"] : [],
  };
}

/** The parts whose file is gone: that they were done once is true of nothing any more. */
function partsWithout({ course }: Model, slug: string, { problems }: Judged): number[] {
  const gone = problems.filter(({ kind }) => kind === "missing file").map(({ file }) =>
    file.replace(/^\.\//, "")
  );
  return exerciseAt(course, slug).parts.filter(({ file }) => gone.includes(file))
    .map(({ number }) => number);
}

function withDone(
  progress: Progress,
  slug: string,
  { verdicts }: Judged,
  gone: readonly number[],
): Progress {
  const done = new Set(progress.done);
  for (const part of gone) done.delete(keyOf({ slug, part }));
  for (const [part, { kind }] of verdicts) {
    if (kind === "done") done.add(keyOf({ slug, part }));
    else done.delete(keyOf({ slug, part }));
  }
  return { ...progress, done: [...done].sort() };
}
