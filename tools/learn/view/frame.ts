/** The whole screen: a head that stays, a body that scrolls, a foot with the keys. @module */

import { exerciseAt, partAt } from "../course.ts";
import { type Model, tally } from "../model.ts";
import { columnsOf, cut, fit, type Line, line, plain, type Span, span } from "../text.ts";
import { partBody } from "./part.ts";
import { chosenLine, helpBody, listBody, resetBody, sign, solutionBody } from "./screens.ts";

/** The screen, and how many lines of the body can be above it. */
export interface Frame {
  readonly lines: readonly Line[];
  readonly mostScroll: number;
  /** How many lines of the body are seen at once. */
  readonly page: number;
}

/** The screen at a size. It has fewer lines than the terminal, so that nothing moves up. */
export function frame(model: Model, columns: number, rows: number): Frame {
  const width = Math.max(20, columns - 2);
  const head = header(model, width);
  const foot = footer(model, width);
  const all = body(model, width);
  const page = Math.max(3, rows - 1 - head.length - foot.length);
  const mostScroll = Math.max(0, all.length - page);
  const wanted = model.screen === "list" ? chosenLine(model) - (page >> 1) : model.scroll;
  const scroll = Math.max(0, Math.min(wanted, mostScroll));
  const shown = all.slice(scroll, scroll + page);
  while (shown.length < Math.min(page, rows)) shown.push([]);
  const below = all.length - scroll - page;
  if (below > 0) shown[page - 1] = line(span(`↓ ${below + 1} more lines: ↓ or space`, "soft"));
  if (scroll > 0) shown[0] = line(span(`↑ ${scroll + 1} lines above`, "soft"));
  const lines = [...head, ...shown, ...foot].map((each) => {
    return [span(" "), ...fit(each, width)];
  });
  return { lines, mostScroll, page };
}

/** Everything at once, for where nothing can scroll. */
export function pageOf(model: Model, columns: number): Line[] {
  return [...header(model, columns), ...body(model, columns)];
}

/** The body of whatever fills the screen. */
export function body(model: Model, columns: number): Line[] {
  switch (model.screen) {
    case "part":
      return partBody(model, columns);
    case "list":
      return listBody(model, columns);
    case "help":
      return helpBody(columns);
    case "solution":
      return solutionBody(model, columns);
    case "reset":
      return resetBody(model, columns);
  }
}

/** Where the reader is. */
export function header(model: Model, columns: number): Line[] {
  const { course, at } = model;
  const exercise = exerciseAt(course, at.slug);
  const part = partAt(course, at);
  const whole = tally(model);
  const here = tally(model, at.slug);
  const points = span(`  ${part.points} points`, "soft");
  return [
    ends(
      [span("Happens Before", "strong"), span(`  ${course.path} path`, "soft")],
      [span(`${whole.points} of ${whole.allPoints} points`, "soft")],
      columns,
    ),
    ends(
      [span(`${at.slug.slice(0, 2)} `, "soft"), span(exercise.title)],
      [
        ...bar(here.points, here.allPoints, columns < 70 ? 10 : 20),
        span(` ${here.points}/${here.allPoints}`, "soft"),
      ],
      columns,
    ),
    partsStrip(model, columns),
    line(span("─".repeat(columns), "soft")),
    ...(model.screen === "part"
      ? [
        line(
          span(`Part ${part.number}  `, "strong"),
          span(cut(part.title, Math.max(8, columns - 10 - columnsOf(points.text))), "strong"),
          points,
        ),
        [],
      ]
      : []),
  ];
}

/** How all parts of the exercise stand, or those around the current one where not all have room. */
function partsStrip(model: Model, columns: number): Line {
  const { slug, part } = model.at;
  const all = exerciseAt(model.course, slug).parts.map(({ number }): Span[] => [
    span(number === part ? "[" : " ", "key"),
    sign(model, { slug, part: number }),
    span(String(number), number === part ? "strong" : "soft"),
    span(number === part ? "]" : " ", "key"),
  ]);
  let [from, to] = [0, all.length];
  const width = () => columnsOf(all.slice(from, to).flat().map(({ text }) => text).join("")) + 4;
  while (width() > columns && to - from > 1) {
    if (part - 1 - from > to - part) from++;
    else to--;
  }
  const more = (some: boolean) => span(some ? "… " : "", "soft");
  return [more(from > 0), ...all.slice(from, to).flat(), more(to < all.length)];
}

/** Two ends of one line; the right one goes where there is no room. */
function ends(left: Span[], right: Span[], columns: number): Line {
  const gap = columns - columnsOf(plain(left)) - columnsOf(right.map(({ text }) => text).join(""));
  return gap < 2 ? left : [...left, span(" ".repeat(gap)), ...right];
}

/** How much of something is there. */
export function bar(done: number, all: number, columns: number): Span[] {
  const full = all === 0 ? 0 : Math.floor(columns * done / all);
  return [span("━".repeat(full), "good"), span("─".repeat(columns - full), "soft")];
}

/** The keys, from those that are always needed to those that can be looked up. */
const keys = [
  ["h", "hint"],
  ["r", "run"],
  ["l", "list"],
  ["n", "next"],
  ["?", "help"],
  ["q", "quit"],
  ["s", "solution"],
  ["x", "reset"],
  ["p", "previous"],
] as const;

/** The order in which they stand. */
const order = "hrlnpsx?q";

/** What is going on, and as many keys as there is room for. */
function footer(model: Model, columns: number): Line[] {
  const widthOf = (some: typeof keys[number][]) =>
    some.reduce((sum, [, word]) => sum + word.length + 5, -3);
  const shown = [...keys];
  while (shown.length > 3 && widthOf(shown) > columns) shown.pop();
  shown.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const row = shown.flatMap(([key, word], i) => [
    span(`${i === 0 ? "" : "   "}${key}`, "key"),
    span(` ${word}`, "soft"),
  ]);
  return [line(span("─".repeat(columns), "soft")), status(model, columns), row];
}

/** From this many seconds on it is said how long a part has left: by then it may be a loop. */
const longS = 3;

/** What is graded, and for how long: a loop that never ends is seen to be counted down. */
function gradingOf({ busy, limitS }: Model): string {
  if (busy === undefined) return "";
  const { at, rest, seconds } = busy;
  const what = `grading ${rest ? `the other parts of ${at.slug}` : `part ${at.part}`} …`;
  if (seconds < longS) return what;
  if (rest) return `${what} ${seconds} s`;
  return `${what} ${seconds} s; is it a loop? It is ended in about ${
    Math.max(1, limitS - seconds)
  } s`;
}

function status(model: Model, columns: number): Line {
  const { notice, at } = model, grading = gradingOf(model);
  const watching = `watching exercises/${at.slug}: save a file to have it graded`;
  if (notice === undefined) return line(span(cut(grading || watching, columns), "soft"));
  return fit(line(span(notice, "warn"), span(`   ${grading}`, "soft")), columns);
}
