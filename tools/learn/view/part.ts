/** The body of the screen: the current part, and how it stands. @module */

import { keyOf, partAt } from "../course.ts";
import { hintsShown, isDone, type Model, nextOpen, verdictAt } from "../model.ts";
import { openableIn, placeOf, type Problem } from "../problem.ts";
import { type Line, line, paragraphs, sanitize, span, type Style, wrap } from "../text.ts";
import type { FailedRun, Verdict } from "../verdict.ts";
import { diagram } from "./diagram.ts";

/** The most lines of what the code printed that are shown. */
const MOST_PRINTED = 8;

/** The current part: what is wrong first, as that is what the reader waits for. */
export function partBody(model: Model, columns: number): Line[] {
  const problems = model.problems.get(model.at.slug) ?? [];
  const verdict = verdictAt(model, model.at);
  const outcome = problems.length > 0 && model.stopped.has(keyOf(model.at))
    ? problemLines(problems, model, columns)
    : verdictLines(model, verdict, columns);
  return [
    ...outcome,
    ...printedLines(model, columns),
    ...hintLines(model, columns),
    ...statementLines(model, columns),
  ];
}

function statementLines(model: Model, columns: number): Line[] {
  const part = partAt(model.course, model.at);
  return [
    ...text(paragraphs(part.statement), columns),
    [],
    ...labelled("edit", openableIn(model.at.slug, part.file), columns, "link"),
    ...labelled("read", part.paper, columns, "soft"),
  ];
}

/** A word, and beside it a text that may take several lines. */
function labelled(label: string, words: string, columns: number, style: Style = "plain"): Line[] {
  const head = label.padEnd(10);
  return wrap(words, Math.max(12, columns - head.length)).map((row, i) =>
    line(
      span(i === 0 ? head : " ".repeat(head.length), label.startsWith("✗") ? "bad" : "soft"),
      span(row, style),
    )
  );
}

function text(words: string, columns: number, style: Style = "plain"): Line[] {
  return wrap(words, Math.min(columns, 88)).map((row) => line(span(row, style)));
}

function hintLines(model: Model, columns: number): Line[] {
  const all = partAt(model.course, model.at).hints.length;
  return hintsShown(model).flatMap((hint, i): Line[] => [
    ...labelled(`hint ${i + 1}/${all}`, paragraphs(hint), columns),
    [],
  ]);
}

function printedLines({ printed }: Model, columns: number): Line[] {
  if (printed.length === 0) return [];
  const shown = printed.slice(-MOST_PRINTED);
  const more = printed.length - shown.length;
  const head = more === 0 ? "your code printed" : "your code printed, at the end";
  return [
    line(span(head, "soft")),
    ...shown.flatMap((row) => wrap(row, columns - 2).map((each) => line(span(`  ${each}`)))),
    [],
  ];
}

function problemLines(
  problems: readonly Problem[],
  { course, at }: Model,
  columns: number,
): Line[] {
  const { file } = partAt(course, at);
  const own = problems.filter((each) => each.file === file);
  const shown = [...own, ...problems.filter((each) => each.file !== file)].slice(0, 3);
  const more = problems.length - shown.length;
  return [
    line(span("cannot be graded", "warn"), " because a file that it needs does not compile yet"),
    [],
    ...shown.flatMap((problem): Line[] => [
      line(span(openableIn(at.slug, placeOf(problem)), "link"), span(`  ${problem.kind}`, "warn")),
      ...wrap(problem.words, columns - 4).map((row) => line(`    ${row}`)),
      ...excerptLines(problem, columns),
      [],
    ]),
    ...(more > 0 ? [line(span(`and ${more} more`, "soft")), []] : []),
  ];
}

/** The line of the file with marks under it, moved to the left where the marks would not be seen. */
function excerptLines({ excerpt }: Problem, columns: number): Line[] {
  const [source, marks = ""] = excerpt.map(sanitize);
  if (source === undefined) return [];
  const room = columns - 6;
  const first = marks.search(/\S/);
  const indent = Math.min(source.search(/\S/), first < 0 ? Infinity : first);
  const from = first + 8 > room ? Math.max(0, first - (room >> 1)) : Math.max(0, indent);
  const shown = [source, marks].map((row) => row.slice(from, from + room));
  return [
    line(span(`    │ ${shown[0]}`, "soft")),
    ...(shown[1]!.trim() === "" ? [] : [line(span("    │ ", "soft"), span(shown[1]!, "warn"))]),
  ];
}

function verdictLines(model: Model, verdict: Verdict, columns: number): Line[] {
  switch (verdict.kind) {
    case "unknown":
      return isDone(model, model.at)
        ? [line(span("✓ done when it was last graded", "good")), []]
        : [];
    case "done":
      return doneLines(model, columns);
    case "not done yet":
      return [
        line(span("· ", "strong"), span(sanitize(verdict.words), "strong")),
        [],
      ];
    case "ended":
      return [
        line(span("not judged", "warn"), " because the run had to be ended"),
        ...labelled("why", verdict.words, columns),
        ...(verdict.where === undefined
          ? []
          : labelled("where", openableIn(model.at.slug, verdict.where), columns, "link")),
        [],
      ];
    case "wrong":
      return verdict.run === undefined
        ? [
          ...labelled("✗ wrong", verdict.words, columns),
          ...labelled("again", verdict.replay, columns),
          [],
        ]
        : runLines(verdict.run, verdict.replay, columns);
  }
}

function doneLines(model: Model, columns: number): Line[] {
  const { points } = partAt(model.course, model.at);
  const next = nextOpen(model);
  const looked = model.progress.looked.includes(keyOf(model.at));
  const onward = next === undefined
    ? "That was the last one: every part of this path is done."
    : next.slug === model.at.slug
    ? `Next: part ${next.part}, ${
      partAt(model.course, next).title
    }. Press n; press s to compare with the reference solution.`
    : `This exercise is done. Next: ${next.slug}. Press n; press s to compare with the reference solution.`;
  return [
    line(
      span(`✓ done, ${points} points`, "good"),
      looked ? span("  solution seen before", "soft") : "",
    ),
    ...text(onward, columns),
    [],
  ];
}

/** What is wrong: where it is known, what must have come, and why; else the rule, and how it is broken. */
function brokenLines({ rule, must, breach }: FailedRun, columns: number): Line[] {
  if (rule === undefined) return labelled("✗ wrong", breach, columns);
  if (must === undefined) {
    return [
      ...labelled("✗ broken", rule, columns, "strong"),
      ...labelled("how", breach, columns),
    ];
  }
  return [
    ...labelled("✗ came", breach, columns, "strong"),
    ...labelled("must be", must, columns, "strong"),
    ...labelled("why", rule, columns),
  ];
}

function runLines(run: FailedRun, replay: string, columns: number): Line[] {
  const { seeded, usual } = run;
  const about = [seeded && `seed ${seeded.seed}, at ${seeded.atMs} ms`, usual].filter((each) =>
    each
  );
  return [
    ...brokenLines(run, columns),
    ...run.schedule.flatMap((each, i) =>
      labelled(i > 0 ? "" : usual === undefined ? "before" : "it takes", each, columns)
    ),
    ...(about.length === 0 ? [] : labelled("run", about.join("; "), columns, "soft")),
    [],
    ...(run.script === undefined ? [] : [...diagram(run.script, columns), []]),
    ...(run.page === undefined ? [] : link("diagram", run.page)),
    ...labelled("again", replay, columns),
    [],
  ];
}

/** A link stands whole, on a line of its own: one that is broken cannot be followed. */
function link(label: string, url: string): Line[] {
  return [line(span(label.padEnd(10), "soft"), span(url, "link"))];
}
