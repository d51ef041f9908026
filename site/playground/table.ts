/// <reference lib="dom" />
/** All nodes, one below the other with what they keep in order, so that what differs is seen. @module */

import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import type { Cuts } from "../../lib/laboratory/playground/cuts.ts";
import type { Scene } from "../../lib/laboratory/playground/film.ts";
import { html } from "../viewer/element.ts";
import { cellsOf, range, Row, type RowWanted } from "./row.ts";

/** Draws the table of nodes and keeps it up to date. */
export class Table {
  readonly element: HTMLElement;
  readonly #kit: AnyPlaygroundKit;
  readonly #rows: Row[];
  readonly #indices = html("th", { scope: "col", class: "hbp-log" });
  readonly #most: () => number;
  #shown = "";

  /** Rows for `nodes` nodes, with at most `most()` cells of each. */
  constructor(
    kit: AnyPlaygroundKit,
    nodes: number,
    wanted: RowWanted,
    most: () => number,
  ) {
    this.#kit = kit;
    this.#most = most;
    this.#rows = Array.from(
      { length: nodes },
      (_, node) => new Row(kit, node, wanted),
    );
    const titles = [
      "Node",
      kit.lookTitle,
      ...kit.columns.map(({ title }) => title),
    ];
    const heads = titles.map((title) => html("th", { scope: "col" }, title));
    const table = html(
      "table",
      {},
      html("caption", { class: "hbp-hidden" }, "The nodes and what they know"),
      html(
        "thead",
        {},
        html(
          "tr",
          {},
          ...heads,
          ...(kit.cells === undefined ? [] : [this.#indices]),
          html("th", { scope: "col" }, hidden("Actions")),
        ),
      ),
      html("tbody", {}, ...this.#rows.map(({ element }) => element)),
    );
    if (kit.cells?.named) this.#indices.textContent = kit.cells.title;
    this.element = html("div", { class: "hbp-logs" }, table);
  }

  /** Shows a scene. */
  show({ nodes }: Scene, cuts: Cuts): void {
    const { cells } = this.#kit;
    const lasts = nodes.map(({ state }) => state === undefined ? 0 : cells?.last(state) ?? 0);
    const last = Math.max(1, ...lasts);
    const first = Math.max(1, last - this.#most() + 1);
    if (cells !== undefined && !cells.named && this.#shown !== `${first} ${last}`) {
      this.#shown = `${first} ${last}`;
      const numbers = range(first, last).map((index) => html("span", {}, String(index)));
      this.#indices.replaceChildren(hidden(cells.title), cellsOf(numbers));
    }
    for (const view of nodes) {
      this.#rows[view.node]!.show(view, cuts.nodes.has(view.node), first, last);
    }
  }
}

function hidden(words: string): HTMLElement {
  return html("span", { class: "hbp-hidden" }, words);
}
