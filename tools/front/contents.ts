/**
 * What there is and what is planned, for the README: it is written from the chapters, the suites and the plan of
 * the book, so that it says no more than is so. What is in a chapter stands in the table alone; until somebody
 * writes it, the words of the plan stand there.
 *
 * @module
 */

import { parts, plannedIn } from "../book/contents.ts";

const BEGIN = "<!-- contents: deno run -A tools/readme.ts -->";
const END = "<!-- end of contents -->";

/** What is known of a chapter that is written. */
export interface Written {
  /** "01-replay". */
  readonly slug: string;
  /** Its exercise, if it has one. */
  readonly exercise?: { readonly title: string; readonly parts: number; readonly points: number };
}

/** The text of a README with its contents brought up to date. Throws where there is no place for them. */
export function withContents(readme: string, written: readonly Written[]): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) {
    throw new Error(
      `Cannot write the contents because the README must have a place for them: ` +
        `given none between ${BEGIN} and ${END}`,
    );
  }
  const known = wordsIn(readme.slice(from, to));
  return `${readme.slice(0, from)}${BEGIN}\n\n${contents(written, known)}\n\n${readme.slice(to)}`;
}

/** What is said of chapters, by their slugs. */
function wordsIn(table: string): ReadonlyMap<string, string> {
  return new Map(
    [...table.matchAll(/^\| \[[^\]]*\]\(chapters\/([\w-]+)\.ipynb\) *\| (.*?) *\|/gm)].map((
      [, slug, words],
    ) => [slug!, words!]),
  );
}

function contents(written: readonly Written[], said: ReadonlyMap<string, string>): string {
  const known = new Map(written.map((each) => [Number(each.slug.slice(0, 2)), each]));
  const all = parts.flatMap(plannedIn);
  const there = all.flatMap(({ number, title, words }) => {
    const chapter = known.get(number);
    if (chapter === undefined) return [];
    const { slug, exercise } = chapter;
    return [[
      `[${slug.slice(0, 2)} ${title}](chapters/${slug}.ipynb)`,
      said.get(slug) ?? words,
      exercise === undefined
        ? "none yet"
        : `[${exercise.title}](exercises/${slug}/README.md): ${exercise.parts} parts, ${exercise.points} points`,
    ]];
  });
  const planned = parts.flatMap((part) => {
    const left = plannedIn(part).filter(({ number }) => !known.has(number));
    if (left.length === 0) return [];
    return [[
      `${part.numeral} ${part.title}`,
      left.map(({ number, title }) => `${String(number).padStart(2, "0")} ${title}`).join(" · "),
    ]];
  });
  const count = all.filter(({ number }) => known.has(number)).length;
  return [
    `${count} of ${all.length} chapters are written:`,
    tableOf([["chapter", "what is in it", "its exercise"], ...there]),
    `The others are planned, and nothing of them is here yet:`,
    tableOf([["part", "planned chapters"], ...planned]),
  ].join("\n\n");
}

/** As `deno fmt` writes it. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const [head = [], ...others] = rows;
  const widths = head.map((_, i) =>
    Math.max(3, ...rows.map((cells) => [...cells[i] ?? ""].length))
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, i) => (cells[i] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...others.map(line)].join(
    "\n",
  );
}
