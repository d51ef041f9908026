/// <reference lib="dom" />
/** The latest news of the run, the newest on top. @module */

import type { News } from "../../lib/laboratory/playground/news.ts";
import { html } from "../viewer/element.ts";

/** How much of the news is shown. */
const mostNews = 5;

/** A list that is read out as it grows. */
export class NewsList {
  readonly element: HTMLElement = html("ol", {
    class: "hbp-news",
    "aria-live": "polite",
  });
  #told = 0;
  #last: News | undefined;

  /** What is new comes on top; nothing else is touched, so that it alone is read out. */
  show(news: readonly News[]): void {
    const isLater = news.length > this.#told &&
      news[this.#told - 1] === this.#last;
    if (news.length === this.#told && news.at(-1) === this.#last) return;
    const fresh = (isLater ? news.slice(this.#told) : news).slice(-mostNews)
      .reverse();
    const items = fresh.map(({ at, words }) =>
      html(
        "li",
        {},
        html("span", { class: "hbp-at" }, `${Math.round(at)} ms`),
        words,
      )
    );
    if (isLater) this.element.prepend(...items);
    else this.element.replaceChildren(...items);
    while (this.element.children.length > mostNews) {
      this.element.lastChild!.remove();
    }
    this.#told = news.length;
    this.#last = news.at(-1);
  }
}
