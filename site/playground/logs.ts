/// <reference lib="dom" />
/** The logs of all nodes, one below the other, so that what differs is seen. @module */

import { lastIndex, termAt } from "../../lib/consensus/raft/log.ts";
import { entryAt } from "../../lib/consensus/raft/log.ts";
import type { Cuts } from "../../lib/laboratory/playground/cuts.ts";
import type { NodeView, Scene } from "../../lib/laboratory/playground/film.ts";
import { html } from "../viewer/element.ts";
import { entryText, standingOf } from "./words.ts";

/** Colours of terms come again after so many. */
const hues = 6;

/** What a reader may ask of a row. */
export interface RowWanted {
  /** Crash the node, or start it again. */
  toggle(node: number): void;
  /** Cut the node off, or join it. */
  sever(node: number): void;
}

interface Row {
  readonly row: HTMLTableRowElement;
  readonly standing: HTMLTableCellElement;
  readonly term: HTMLTableCellElement;
  readonly commit: HTMLTableCellElement;
  readonly log: HTMLTableCellElement;
  readonly toggle: HTMLButtonElement;
  readonly sever: HTMLButtonElement;
}

/** Draws the logs and keeps them up to date. */
export class Logs {
  readonly element: HTMLElement;
  readonly #rows: Row[];
  readonly #indices = html("th", { scope: "col", class: "hbp-log" });
  readonly #most: () => number;
  readonly #seen = new Map<Element, string>();

  /** Rows for `nodes` nodes, with at most `most()` entries of each log. */
  constructor(nodes: number, wanted: RowWanted, most: () => number) {
    this.#most = most;
    this.#rows = Array.from(
      { length: nodes },
      (_, node) => rowOf(node, wanted),
    );
    const heads = ["Node", "Role", "Term", "Commit"].map((name) =>
      html("th", { scope: "col" }, name)
    );
    const table = html(
      "table",
      {},
      html("caption", { class: "hbp-hidden" }, "The nodes and their logs"),
      html(
        "thead",
        {},
        html(
          "tr",
          {},
          ...heads,
          this.#indices,
          html("th", { scope: "col" }, hidden("Actions")),
        ),
      ),
      html("tbody", {}, ...this.#rows.map(({ row }) => row)),
    );
    this.element = html("div", { class: "hbp-logs" }, table);
  }

  /** Shows a scene. */
  show({ nodes }: Scene, cuts: Cuts): void {
    const last = Math.max(
      1,
      ...nodes.map(({ state }) => state ? lastIndex(state.log) : 0),
    );
    const first = Math.max(1, last - this.#most() + 1);
    if (this.#isNew(this.#indices, `${first} ${last}`)) {
      const numbers = range(first, last).map((index) => html("span", {}, String(index)));
      this.#indices.replaceChildren(
        hidden("Log, by index"),
        entriesOf(numbers),
      );
    }
    for (const view of nodes) {
      this.#showRow(
        this.#rows[view.node]!,
        view,
        cuts.nodes.has(view.node),
        first,
        last,
      );
    }
  }

  #showRow(
    row: Row,
    view: NodeView,
    isCut: boolean,
    first: number,
    last: number,
  ): void {
    const { state } = view;
    const standing = standingOf(view);
    const facts = `${standing} ${isCut} ${state?.term} ${state?.commitIndex}`;
    if (this.#isNew(row.row, facts)) {
      row.row.dataset["standing"] = standing;
      row.standing.textContent = isCut ? `${standing}, cut off` : standing;
      row.term.textContent = String(state?.term ?? "");
      row.commit.textContent = String(state?.commitIndex ?? "");
      row.toggle.textContent = standing === "down" ? "Restart" : "Crash";
      row.toggle.setAttribute(
        "aria-label",
        `${row.toggle.textContent} node ${view.node}`,
      );
      row.sever.textContent = isCut ? "Join" : "Cut off";
      row.sever.setAttribute(
        "aria-label",
        `${row.sever.textContent} node ${view.node}`,
      );
    }
    if (state === undefined) return;
    const terms = range(first, last).map((index) => termAt(state.log, index) ?? "");
    const shown = `${first} ${terms.join()} ${state.commitIndex}`;
    if (!this.#isNew(row.log, shown)) return;
    row.log.replaceChildren(
      entriesOf(range(first, last).map((index) => cellOf(view, index))),
    );
  }

  #isNew(element: Element, state: string): boolean {
    if (this.#seen.get(element) === state) return false;
    this.#seen.set(element, state);
    return true;
  }
}

function rowOf(node: number, wanted: RowWanted): Row {
  const action = (act: (node: number) => void) => {
    const element = html("button", { type: "button" });
    element.addEventListener("click", () => act(node));
    return element;
  };
  const [standing, term, commit] = [html("td"), html("td"), html("td")];
  const log = html("td", { class: "hbp-log" });
  const [toggle, sever] = [action(wanted.toggle), action(wanted.sever)];
  const row = html(
    "tr",
    {},
    html(
      "th",
      { scope: "row" },
      html("span", { class: "hbp-narrow" }, "node "),
      String(node),
    ),
    standing,
    term,
    commit,
    log,
    html("td", { class: "hbp-acts" }, html("div", {}, toggle, sever)),
  );
  row.dataset["node"] = String(node);
  return { row, standing, term, commit, log, toggle, sever };
}

function cellOf({ state }: NodeView, index: number): HTMLElement {
  const entry = entryAt(state!.log, index);
  if (entry === undefined) return html("span", { class: "hbp-none" });
  const isCommitted = index <= state!.commitIndex;
  const title = `Entry ${index} of term ${entry.term}: ${entryText(entry)}, ` +
    (isCommitted ? "committed" : "not committed");
  const cell = html(
    "span",
    { class: isCommitted ? "hbp-entry hbp-committed" : "hbp-entry", title },
    html("b", {}, String(entry.term)),
    html("span", {}, entryText(entry)),
  );
  cell.dataset["hue"] = String(entry.term % hues);
  return cell;
}

function entriesOf(cells: HTMLElement[]): HTMLElement {
  return html("div", { class: "hbp-entries" }, ...cells);
}

function hidden(words: string): HTMLElement {
  return html("span", { class: "hbp-hidden" }, words);
}

function range(first: number, last: number): number[] {
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, i) => first + i,
  );
}
