/// <reference lib="dom" />
/** One row in the table of nodes. @module */

import type { Cell } from "../../lib/kit/playground/look.ts";
import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import type { NodeView } from "../../lib/laboratory/playground/film.ts";
import { html } from "../viewer/element.ts";
import { standingOf } from "./words.ts";

/** Colours come again after so many. */
const hues = 6;

/** What a reader may ask of a row. */
export interface RowWanted {
  /** Crash the node, or start it again. */
  toggle(node: number): void;
  /** Cut the node off, or join it. */
  sever(node: number): void;
}

/** The row of one node. */
export class Row {
  readonly element: HTMLTableRowElement;
  readonly #kit: AnyPlaygroundKit;
  readonly #standing = html("td");
  readonly #columns: HTMLTableCellElement[];
  readonly #cells = html("td", { class: "hbp-log" });
  readonly #toggle: HTMLButtonElement;
  readonly #sever: HTMLButtonElement;
  #facts = "";
  #shown = "";

  constructor(kit: AnyPlaygroundKit, node: number, wanted: RowWanted) {
    this.#kit = kit;
    this.#columns = kit.columns.map(({ title, wide = false }) => {
      const element = html("td", wide ? { class: "hbp-wide" } : {});
      // On a narrow screen, where the table has no head, it stands before the cell.
      element.dataset["title"] = `${title.toLowerCase()} `;
      return element;
    });
    const action = (act: (node: number) => void) => {
      const element = html("button", { type: "button" });
      element.addEventListener("click", () => act(node));
      return element;
    };
    this.#toggle = action(wanted.toggle);
    this.#sever = action(wanted.sever);
    this.element = html(
      "tr",
      {},
      html(
        "th",
        { scope: "row" },
        html("span", { class: "hbp-narrow" }, "node "),
        String(node),
      ),
      this.#standing,
      ...this.#columns,
      ...(kit.cells === undefined ? [] : [this.#cells]),
      html(
        "td",
        { class: "hbp-acts" },
        html("div", {}, this.#toggle, this.#sever),
      ),
    );
    this.element.dataset["node"] = String(node);
  }

  /** Shows a node, and its cells from `first` to `last`. */
  show(view: NodeView, isCut: boolean, first: number, last: number): void {
    const { node, state } = view;
    const { name, weight } = standingOf(this.#kit, view);
    const texts = this.#kit.columns.map(({ text }) => state === undefined ? "" : text(state, node));
    const facts = [name, isCut, ...texts].join("\n");
    if (facts !== this.#facts) {
      this.#facts = facts;
      this.element.dataset["standing"] = name;
      this.element.dataset["weight"] = weight;
      this.#standing.textContent = isCut ? `${name}, cut off` : name;
      texts.forEach((text, i) => this.#columns[i]!.textContent = text);
      label(this.#toggle, weight === "down" ? "Restart" : "Crash", node);
      label(this.#sever, isCut ? "Join" : "Cut off", node);
    }
    this.#showCells(state, first, last);
  }

  #showCells(
    state: Readonly<unknown> | undefined,
    first: number,
    last: number,
  ): void {
    const { cells } = this.#kit;
    if (state === undefined || cells === undefined) return;
    const [from, to] = cells.named ? [1, cells.last(state)] : [first, last];
    const shown = range(from, to).map((index) => cells.cell(state, index));
    const text = [from, ...shown.map((cell) => cell?.title ?? "")].join("\n");
    if (text === this.#shown) return;
    this.#shown = text;
    this.#cells.replaceChildren(cellsOf(shown.map(cellOf), cells.named));
  }
}

function label(element: HTMLButtonElement, words: string, node: number): void {
  element.textContent = words;
  element.setAttribute("aria-label", `${words} node ${node}`);
}

function cellOf(cell: Cell | undefined): HTMLElement {
  if (cell === undefined) return html("span", { class: "hbp-none" });
  const { head, hue, text, isFirm, title } = cell;
  const element = html(
    "span",
    { class: isFirm ? "hbp-entry hbp-committed" : "hbp-entry", title },
    html("b", {}, head),
    html("span", {}, text),
  );
  element.dataset["hue"] = String(hue % hues);
  return element;
}

/** Cells side by side; those with names are wider. */
export function cellsOf(cells: HTMLElement[], areNamed = false): HTMLElement {
  return html("div", { class: areNamed ? "hbp-entries hbp-named" : "hbp-entries" }, ...cells);
}

/** The whole numbers from one to another. */
export function range(first: number, last: number): number[] {
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, i) => first + i,
  );
}
