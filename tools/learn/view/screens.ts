/** The other things that can fill the screen: the list, the keys, the solution, the question before a reset. */

import { keyOf, partAt, type Position, positions } from "../course.ts";
import { isDone, type Model, tally, verdictAt } from "../model.ts";
import { columnsOf, cut, type Line, line, sanitize, type Span, span, wrap } from "../text.ts";

/** The sign before a part, with its meaning. */
export function sign(model: Model, at: Position): Span {
  if (model.stopped.has(keyOf(at))) return span("!", "warn");
  if (isDone(model, at)) return span("✓", "good");
  switch (verdictAt(model, at).kind) {
    case "wrong":
      return span("✗", "bad");
    case "ended":
      return span("!", "warn");
    default:
      return span("·", "soft");
  }
}

/** All parts of the path. */
export function listBody(model: Model, columns: number): Line[] {
  const all = positions(model.course);
  const titles = all.map((at) => columnsOf(partAt(model.course, at).title));
  const tail = model.progress.looked.length === 0 ? 20 : 35;
  const width = Math.max(8, Math.min(Math.max(...titles), columns - tail));
  return model.course.exercises.flatMap(({ slug, title, parts }): Line[] => {
    const { points, allPoints } = tally(model, slug);
    const broken = model.problems.has(slug) ? span("  does not compile", "warn") : "";
    return [
      line(
        span(`${slug}  `, "strong"),
        title,
        span(`  ${points}/${allPoints} points`, "soft"),
        broken,
      ),
      ...parts.map(({ number }) => {
        const at = { slug, part: number };
        return listLine(model, at, all[model.chosen], width);
      }),
      [],
    ];
  });
}

function listLine(model: Model, at: Position, chosen: Position | undefined, width: number): Line {
  const { title, points } = partAt(model.course, at);
  const here = chosen !== undefined && keyOf(chosen) === keyOf(at);
  const looked = model.progress.looked.includes(keyOf(at)) ? "  solution seen" : "";
  const words = cut(title, width);
  return line(
    span(here ? " ▸ " : "   ", "key"),
    sign(model, at),
    span(` ${String(at.part).padStart(2)}  ${words}`, here ? "strong" : "plain"),
    " ".repeat(width - columnsOf(words)),
    span(`  ${String(points).padStart(3)} points${looked}`, "soft"),
  );
}

/** The line of the list that is chosen. */
export function chosenLine(model: Model): number {
  const chosen = positions(model.course)[model.chosen];
  let lines = 0;
  for (const { slug, parts } of model.course.exercises) {
    if (chosen?.slug === slug) return lines + chosen.part;
    lines += parts.length + 2;
  }
  return 0;
}

const keys = [
  ["h", "a hint; once more for the next, which says more"],
  ["r", "grade again; saving a file does so too"],
  ["l", "list all parts; ↑ ↓ to choose, Enter to go there"],
  ["n  p", "the next part, the previous part"],
  ["o", "open the diagram of a run that went wrong, in the browser"],
  ["s", "the reference solution; asks first while the part is not done"],
  ["x", "put the file of this part back as it was given; asks first, keeps a copy"],
  ["↑ ↓", "scroll; Page Up and Page Down by a screen"],
  ["q", "quit; your place is kept"],
] as const;

/** What the keys and the signs mean. */
export function helpBody(columns: number): Line[] {
  return [
    ...keys.flatMap(([key, words]) =>
      wrap(words, Math.max(12, columns - 8)).map((row, i) =>
        line(span(`  ${(i === 0 ? key : "").padEnd(6)}`, "key"), row)
      )
    ),
    [],
    line(
      "  ",
      span("✓", "good"),
      " done   ",
      span("·", "soft"),
      " not done yet   ",
      span("✗", "bad"),
      " wrong   ",
      span("!", "warn"),
      " could not be judged",
    ),
    [],
    ...wrap(
      "In a diagram time runs down. Each column is a node or a client, each row is one thing that " +
        "happened. A line leaves its sender where it was sent and ends in an arrow where it arrived, or " +
        "in ✗ where it was lost. A node that is down has no line.",
      Math.min(columns, 88) - 2,
    ).map((row) => line(`  ${row}`)),
  ];
}

/** The reference solution of the current part. */
export function solutionBody(model: Model, columns: number): Line[] {
  const { file, title } = partAt(model.course, model.at);
  const done = isDone(model, model.at);
  const words = done
    ? "One way to do it; yours is as good if it passes."
    : "You have not done this part yet. The list will say that you have seen its solution.";
  return [
    line(span("reference solution", "warn"), `  part ${model.at.part}, ${title}`),
    ...wrap(words, columns).map((row) => line(span(row, "soft"))),
    line(span(`solutions/${model.at.slug}/${file}`, "link")),
    [],
    ...sanitize(model.solution ?? "").trimEnd().split("\n").flatMap((row) =>
      wrap(row, columns - 2, "    ").map((each) => line(`  ${each}`))
    ),
  ];
}

/** The question before a file is put back. */
export function resetBody(model: Model, columns: number): Line[] {
  const { file } = partAt(model.course, model.at);
  const path = `exercises/${model.at.slug}/${file}`;
  return [
    line(span(`Put ${path} back as it was given?`, "strong")),
    [],
    ...wrap(
      "What you have written there is kept: a copy goes to .cache/learn, and its name will be shown.",
      columns,
    ).map((row) => line(row)),
    [],
    line(span("y", "key"), " put it back    ", span("any other key", "key"), " leave it alone"),
  ];
}
