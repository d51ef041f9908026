/** The pages of exercises: what they ask for, what is given, and a place for each part. @module */

import { escape } from "../../lib/figure/text.ts";
import type { Part, Suite } from "../../lib/grade/suite.ts";
import { allExercises } from "../grade/exercises.ts";
import { suiteIn } from "./exercise_shelves.ts";
import { textOf } from "./files.ts";
import { rewriteLinks } from "./links.ts";
import { fence, frontMatter, wrapped } from "./markdown.ts";
import { BEGIN, END } from "./playground.ts";

/** An exercise, read. */
export interface ExerciseSource {
  readonly suite: Suite<unknown>;
  readonly readme: string;
  /** The texts of its files, given ones and starters, by their names. */
  readonly files: ReadonlyMap<string, string>;
}

/** The page of an exercise, without `.html`. */
export function exercisePageName(slug: string): string {
  return `exercise-${slug}`;
}

/** All exercises of a project, in order. */
export async function readExercises(root: string): Promise<ExerciseSource[]> {
  const slugs = await allExercises(root);
  return await Promise.all(slugs.map((slug) => readExercise(root, slug)));
}

async function readExercise(root: string, slug: string): Promise<ExerciseSource> {
  const suite = await suiteIn(root, slug), folder = `${root}/exercises/${slug}`;
  const names = [...suite.given ?? [], ...suite.parts.map(({ file }) => file)];
  const files = new Map<string, string>();
  for (const name of new Set(names)) files.set(name, await Deno.readTextFile(`${folder}/${name}`));
  return { suite, readme: await textOf(`${folder}/README.md`) ?? `# ${suite.title}\n`, files };
}

/** The page of an exercise as Markdown; `chapters` are the names of those that are written. */
export function exercisePage(source: ExerciseSource, chapters: ReadonlySet<string>): string {
  const { suite, readme } = source, { chapter: slug, title, parts } = suite;
  const fields = {
    title: `${title}: exercise ${Number(slug.slice(0, 2))}`,
    description: `${title}: ${counted(parts.length, "part")}, graded in the page.`,
    pageClass: "exercise",
  };
  const number = Number(slug.slice(0, 2));
  const chapter = chapters.has(slug)
    ? `<a href="./${slug}.html">Chapter ${number}</a>`
    : `Chapter ${number}`;
  const [first = "", ...rest] = linked(readme, suite).split(/(?<=^# .+$)/m);
  const body = [
    BEGIN,
    `<p class="eyebrow" data-exercise="${slug}">${chapter} · ` +
    `<a href="./exercises.html">Exercise</a> · ${counted(parts.length, "part")}, ` +
    `${pointsOf(parts)} points</p>`,
    first,
    about(slug),
    rest.join(""),
    `## What is given`,
    ...(suite.given ?? []).map((file) => given(file, source.files.get(file) ?? "")),
    `## The parts`,
    ...parts.map((part) => partSection(part, source)),
    END,
  ];
  return `${frontMatter(fields)}\n\n${body.join("\n\n")}\n`;
}

/** The page that lists all exercises. */
export function exercisesPage(exercises: readonly ExerciseSource[]): string {
  const fields = {
    title: "The exercises",
    description: "All exercises of the book, solved and graded in the page.",
  };
  const all = exercises.flatMap(({ suite }) => suite.parts);
  const body = [
    BEGIN,
    `# The exercises`,
    `${counted(exercises.length, "exercise")} of ${counted(all.length, "part")}, ${
      pointsOf(all)
    } points: every ` +
    `part can be solved and graded here, with nothing installed. What you write stays in this browser.`,
    `<div data-exercises></div>`,
    [`<ol class="exercises">`, ...exercises.map(entry), `</ol>`].join("\n"),
    `Points in a page are for yourself. A teacher grades what you export here with the command, ` +
    `\`./hb grade --submission FILE\`, which also checks types; \`./hb learn --import FILE\` goes on ` +
    `with your progress in the terminal.`,
    END,
  ];
  return `${frontMatter(fields)}\n\n${body.join("\n\n")}\n`;
}

/** The exercises in the contents at the side. */
export function exercisesInSidebar(
  exercises: readonly ExerciseSource[],
): { text: string; items: { text: string; link: string }[] } {
  return {
    text: "To solve",
    items: [
      { text: "All exercises", link: "/exercises" },
      ...exercises.map(({ suite: { chapter, title } }) => ({
        text: `<span class="number">${Number(chapter.slice(0, 2))}</span> ${title}`,
        link: `/${exercisePageName(chapter)}`,
      })),
    ],
  };
}

function entry({ suite: { chapter, title, parts } }: ExerciseSource): string {
  const points = parts.map(({ points }) => points);
  return `<li data-exercise-entry="${chapter}" data-points="${points.join()}">` +
    `<a href="./${exercisePageName(chapter)}.html"><span class="number">${
      Number(chapter.slice(0, 2))
    }</span>` +
    `<span class="title">${escape(title)}</span>` +
    `<span class="promise">${counted(parts.length, "part")}, ${
      pointsOf(parts)
    } points</span></a></li>`;
}

/** What a page can say of an answer, and what it cannot. */
function about(slug: string): string {
  const command = `./hb grade ${slug.slice(0, 2)}`;
  return `<p class="about-grading">Edit and grade each part below: it is judged in this page, by the suite of ` +
    `<code>${command}</code>, with its seeds. Types are not checked here, and code that is judged could reach what ` +
    `judges it: points in a page are for yourself, and a teacher grades with the command. Your answers stay in ` +
    `this browser until you export them.</p>`;
}

function given(file: string, text: string): string {
  const lines = text.trimEnd().split("\n").length;
  return `<details class="folded given" id="${givenId(file)}">\n<summary><code>${file}</code> ` +
    `<small>${counted(lines, "line")}</small></summary>\n\n${fence("ts", text)}\n\n</details>`;
}

function partSection(part: Part<unknown>, { suite, files }: ExerciseSource): string {
  const { number, name, file, title, points, statement, paper, hints } = part;
  const id = partId(part), heading = `Part ${number} · ${inCode(title)}`;
  const first = suite.parts.find((each) => each.file === file)!;
  const desk = first === part ? [fence("ts", files.get(file) ?? "")] : [
    `Its answer stands in <a href="#${
      partId(first)
    }"><code>${file}</code></a>, at part ${first.number}.`,
  ];
  const inner = [
    `<h3 id="${id}" tabindex="-1">${heading} <a class="header-anchor" href="#${id}" ` +
    `aria-label="Permalink to part ${number}">&#8203;</a></h3>`,
    `<p class="part-facts">${counted(points, "point")} · <code>${file}</code></p>`,
    linked(statement, suite),
    `**To read:** ${linked(paper, suite)}`,
    wrapped("bench", wrapped("desk", [...desk, hintList(hints)].join("\n\n"))),
  ].join("\n\n");
  const facts = { part: number, name, file, points, title };
  const data = Object.entries(facts).map(([key, value]) => ` data-${key}="${attribute(value)}"`)
    .join("");
  return `<section class="part" aria-labelledby="${id}"${data}>\n\n${inner}\n\n</section>`;
}

/** They come out one at a time. */
function hintList(hints: readonly string[]): string {
  const items = hints.map((hint) => `<li hidden>\n\n${hint}\n\n</li>`);
  return [`<ol class="hints">`, ...items, `</ol>`].join("\n");
}

function partId({ name }: Part<unknown>): string {
  return `part-${name.toLowerCase()}`;
}

function givenId(file: string): string {
  return `given-${file.replace(/\.ts$/, "")}`;
}

/** Links to files of the exercise lead to where they stand on the page. */
function linked(markdown: string, { parts, given = [] }: Suite<unknown>): string {
  const placed = markdown.replace(/\]\((?:\.\/)?([\w.]+\.ts)\)/g, (all, file: string) => {
    const part = parts.find((each) => each.file === file);
    if (part !== undefined) return `](#${partId(part)})`;
    return given.includes(file) ? `](#${givenId(file)})` : all;
  }).replace(/\]\(\.\.\/\.\.\/chapters\//g, "](");
  return rewriteLinks(placed);
}

/** Words of a heading, in which code is marked. */
function inCode(words: string): string {
  return escape(words).replace(/`([^`]+)`/g, "<code>$1</code>");
}

function attribute(value: string | number): string {
  return escape(String(value)).replaceAll('"', "&quot;");
}

function pointsOf(parts: readonly { readonly points: number }[]): number {
  return parts.reduce((sum, { points }) => sum + points, 0);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
