/** The first page: its text is `site/index.md`, its table of contents follows from the chapters. @module */

import type { Part } from "./contents.ts";
import type { Page } from "./page.ts";

/** The first page, with the chapters that exist. */
export function homePage(template: string, pages: readonly Page[]): string {
  const first = pages[0];
  const start = first === undefined
    ? "The first chapter is being written."
    : `<a class="start" href="./${first.name}.html">Start with chapter ${first.number}</a>`;
  return template.replace("<!-- first -->", () => start)
    .replace("<!-- contents -->", () => contents(pages));
}

/** The parts that have chapters, and their chapters. */
export function byPart(
  pages: readonly Page[],
): { part: Part; pages: readonly Page[] }[] {
  const parts = [...new Set(pages.map((page) => page.part))];
  return parts.map((part) => ({
    part,
    pages: pages.filter((page) => page.part === part),
  }));
}

function contents(pages: readonly Page[]): string {
  return byPart(pages).map(({ part, pages }) =>
    [
      `<p class="part">Part ${part.numeral} · ${part.title}</p>`,
      `<ol class="contents" v-pre>`,
      ...pages.map(entry),
      "</ol>",
    ].join("\n")
  ).join("\n\n");
}

function entry({ name, number, title, promise }: Page): string {
  return `<li><a href="./${name}.html"><span class="number">${number}</span>` +
    `<span class="title">${escape(title)}</span>` +
    `<span class="promise">${escape(promise)}</span></a></li>`;
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
