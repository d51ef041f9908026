/** A chapter's notebook as a page of Markdown. @module */

import { type CodeCell, type Notebook, tagsOf, type TextCell } from "../notebook/mod.ts";
import { type Part, partOf } from "./contents.ts";
import { exercisePageName } from "./exercises.ts";
import { rewriteLinks } from "./links.ts";
import { fence, frontMatter, plainText, wrapped } from "./markdown.ts";
import { BEGIN, END, placePlayground } from "./playground.ts";
import { shownOutput } from "./output.ts";
import { outputsDigest } from "../../site/run/outputs_digest.ts";
import { bareDois, withSourceLinks } from "./sources.ts";
import { escape } from "../../lib/figure/text.ts";

/** A page, and what the table of contents says of it. */
export interface Page {
  /** "01-replay". */
  readonly name: string;
  readonly number: number;
  readonly part: Part;
  readonly title: string;
  /** The first paragraph: what the chapter promises. */
  readonly promise: string;
  readonly markdown: string;
  /** The specifications of its charts, by their path in the book. */
  readonly charts: ReadonlyMap<string, unknown>;
}

/** The chapter about the protocol of the playground. */
const RAFT = 10;

/** The page of the chapter `name`, such as "01-replay"; `hasExercise` says whether there is a page of its exercise. */
export function chapterPage(name: string, notebook: Notebook, hasExercise = false): Page {
  const number = Number(name.slice(0, 2));
  const part = partOf(number);
  const { title, promise } = opening(name, notebook);
  const charts = new Map<string, unknown>();
  const cells = notebook.cells.flatMap((cell) => {
    if (cell.source.trim() === "" || cell.cell_type === "raw") return [];
    return cell.cell_type === "code" ? codeCell(cell, name, charts) : textCell(cell, name);
  });
  const hasPlayground = number === RAFT;
  const fields = { title, description: promise, chapter: name };
  const eyebrow =
    `<p class="eyebrow" data-chapter="${name}">Part ${part.numeral} · ${part.title}</p>`;
  // Nothing of a notebook is a template: the page is marked so that Vue leaves it as it is.
  const body = [
    BEGIN,
    eyebrow,
    ...placePlayground(cells, hasPlayground),
    hint(name, hasExercise),
    END,
  ];
  return {
    name,
    number,
    part,
    title,
    promise,
    charts,
    markdown: `${frontMatter(fields)}\n\n${body.join("\n\n")}\n`,
  };
}

/** The title and the first paragraph after it. */
function opening(
  name: string,
  notebook: Notebook,
): { title: string; promise: string } {
  const text = notebook.cells.filter((cell) => cell.cell_type === "markdown")
    .map((cell) => cell.source).join("\n\n");
  const found = /^# +(.+)$/m.exec(text);
  if (found === null) {
    throw new Error(
      `Cannot make a page of chapter ${name} because it must have a title ("# …"): given none`,
    );
  }
  const title = plainText(found[1] ?? "").replace(
    /^(?:chapter )?\d+\s*[·.:–—-]\s*/i,
    "",
  );
  const paragraphs = text.slice(found.index + found[0].length).trim().split(
    /\n{2,}/,
  );
  const first = paragraphs.find((paragraph) => /^[^#|<>\-`$!]/.test(paragraph)) ?? "";
  return { title, promise: plainText(first) };
}

function textCell(cell: TextCell, name: string): string {
  const [bare] = bareDois(cell.source);
  if (bare !== undefined) {
    throw new Error(
      `Cannot make a page of chapter ${name} because a DOI must be a link: given ${bare}`,
    );
  }
  return rewriteLinks(withSourceLinks(cell.source), cell.attachments);
}

function codeCell(
  cell: CodeCell,
  name: string,
  charts: Map<string, unknown>,
): string {
  const outputs = cell.outputs.map((output, i) => {
    const path = `charts/${name}/${cell.id}-${i + 1}.json`;
    const shown = shownOutput(output, path);
    if (shown.spec !== undefined) charts.set(path, shown.spec);
    return shown.markdown;
  });
  const count = cell.execution_count === null
    ? ""
    : `<span class="count" aria-label="cell ${cell.execution_count}">${cell.execution_count}</span>\n\n`;
  const measured = outputs.length > 0 && tagsOf(cell).includes("measured")
    ? [
      `<p class="measured">Measured on one machine; yours will give other numbers.</p>`,
    ]
    : [];
  const code = fence("ts", cell.source);
  const shown = tagsOf(cell).includes("hide-input") ? folded(cell.source, code) : code;
  const beneath = wrapped("outputs", [...outputs, ...measured].join("\n\n"));
  const revealed = tagsOf(cell).includes("hide-output") ? hidden(beneath) : beneath;
  const inner = [count + shown, revealed].join("\n\n");
  const digest = outputsDigest(cell.outputs);
  return wrapped("cell", inner, ` id="cell-${cell.id}" data-outputs="${digest}"`);
}

/** Code that sets up or draws, and is no part of the story: one click opens it. Its first comment names it. */
function folded(source: string, code: string): string {
  const comment = /^\s*(?:\/\/\s*(.+)|\/\*\*?\s*(.+?)\s*(?:\*\/|$))/m.exec(
    source.split("\n")[0]!,
  );
  const name = comment?.[1] ?? comment?.[2] ?? "The code of this cell";
  const lines = source.trimEnd().split("\n").length;
  const size = `${lines} ${lines === 1 ? "line" : "lines"}`;
  return `<details class="folded">\n<summary>${escape(name)} <small>${size}</small></summary>\n\n` +
    `${code}\n\n</details>`;
}

/** What answers a question: a reader predicts it, and opens it then. */
function hidden(output: string): string {
  return `<details class="folded outcome">\n<summary>What comes of it</summary>\n\n${output}\n\n</details>`;
}

function hint(name: string, hasExercise: boolean): string {
  const exercise = hasExercise
    ? `<p class="to-exercise"><a href="./${
      exercisePageName(name)
    }.html">Solve the exercise of this chapter</a></p>\n\n`
    : "";
  return `${exercise}<p class="hint">To run this chapter yourself: <code>./hb lab</code>, then open ` +
    `<code>chapters/${name}.ipynb</code>. Every output above was produced by the code above it.</p>`;
}
