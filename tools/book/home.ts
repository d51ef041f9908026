/** The first page: its text is `site/index.md`, its table of contents follows from the chapters. @module */

import { type Part, parts, plannedIn } from "./contents.ts";
import type { Page } from "./page.ts";

/** The first page, with the chapters that exist. */
export function homePage(template: string, pages: readonly Page[]): string {
  const first = pages[0];
  const start = first === undefined
    ? "The first chapter is being written."
    : `<a class="start" href="./${first.name}.html">Start with chapter ${first.number}</a>`;
  const written = new Map(pages.map((page) => [page.number, page]));
  return template.replace("<!-- first -->", () => start)
    .replace("<!-- contents -->", () => contents(written))
    .replace(
      /\[\[(\d+)\]\]/g,
      (_, number: string) => mention(Number(number), written),
    );
}

/** The parts that have chapters, and their chapters. */
export function byPart(
  pages: readonly Page[],
): { part: Part; pages: readonly Page[] }[] {
  return parts.map((part) => ({
    part,
    pages: pages.filter((page) => page.part === part),
  })).filter(({ pages }) => pages.length > 0);
}

function contents(written: ReadonlyMap<number, Page>): string {
  const planned = parts.flatMap(plannedIn).length;
  const status =
    `<p class="status">${written.size} of ${planned} chapters are written; the others ` +
    `are planned, and stand here in grey.</p>`;
  const lists = parts.map((part) =>
    [
      `<p class="part">Part ${part.numeral} · ${part.title}</p>`,
      `<ol class="contents" v-pre>`,
      ...plannedIn(part).map(({ number, title, words }) => {
        const page = written.get(number);
        return page === undefined ? plannedEntry(number, title, words) : entry(page, words);
      }),
      "</ol>",
    ].join("\n")
  );
  return [
    status,
    `<div class="parts">`,
    ...lists.map((list) => `<div>\n${list}\n</div>`),
    "</div>",
  ]
    .join("\n");
}

function entry({ name, number, title }: Page, words: string): string {
  return `<li><a href="./${name}.html">${spans(number, title, words)}</a></li>`;
}

function plannedEntry(number: number, title: string, words: string): string {
  return `<li class="planned"><span>${spans(number, title, words)}` +
    `<span class="unseen"> (planned)</span></span></li>`;
}

function spans(number: number, title: string, words: string): string {
  return `<span class="number">${number}</span><span class="title">${escape(title)}</span>` +
    `<span class="promise">${escape(words)}</span>`;
}

/** A chapter by its number: a link where it is written. */
function mention(number: number, written: ReadonlyMap<number, Page>): string {
  const page = written.get(number);
  if (page !== undefined) {
    return `<a href="./${page.name}.html" title="${attribute(page.title)}">${number}</a>`;
  }
  const title = parts.flatMap(plannedIn).find((planned) => planned.number === number)
    ?.title ?? "";
  return `<span class="planned" title="${attribute(title)} (planned)">${number}</span>`;
}

function attribute(text: string): string {
  return escape(text).replace(/"/g, "&quot;");
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
