/// <reference lib="dom" />
/** Many nodes: a form for what is done to one of them, and all of them in a grid that opens. @module */

import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import type { Cuts } from "../../lib/laboratory/playground/cuts.ts";
import type { NodeView, Scene } from "../../lib/laboratory/playground/film.ts";
import { html } from "../viewer/element.ts";
import { field, nodeChoice, numbersOf } from "./forms.ts";
import type { NodesShown, NodesWanted } from "./nodes.ts";
import { standingOf } from "./words.ts";

/** Takes the place of the table of nodes where they are many. */
export class Roll implements NodesShown {
  readonly element: HTMLElement;
  readonly #kit: AnyPlaygroundKit;
  readonly #grid: HTMLDetailsElement;
  readonly #items: HTMLElement[];
  readonly #choice: HTMLSelectElement;
  readonly #toggle = html("button", { type: "button" });
  readonly #sever = html("button", { type: "button" });
  #scene: Scene | undefined;
  #cuts: Cuts | undefined;

  constructor(kit: AnyPlaygroundKit, nodes: number, wanted: NodesWanted) {
    this.#kit = kit;
    this.#choice = nodeChoice(numbersOf(nodes));
    this.#items = numbersOf(nodes).map((node) => {
      const item = html(
        "li",
        {},
        html("b", {}, String(node)),
        html("span", {}),
      );
      item.dataset["node"] = String(node);
      return item;
    });
    this.#grid = html(
      "details",
      { class: "hbp-roll" },
      html("summary", {}, "All nodes, one by one"),
      html("ol", { class: "hbp-cards", start: 0 }, ...this.#items),
    );
    this.#grid.addEventListener("toggle", () => this.#fill());
    this.element = html("div", {}, this.#form(wanted), this.#grid);
  }

  /** Shows a scene. */
  show(scene: Scene, cuts: Cuts): void {
    this.#scene = scene;
    this.#cuts = cuts;
    this.#label();
    this.#fill();
  }

  close(): void {}

  /** What is chosen is done to the node that is chosen. */
  #form(wanted: NodesWanted): HTMLElement {
    const node = () => Number(this.#choice.value);
    this.#toggle.addEventListener("click", () => wanted.toggle(node()));
    this.#sever.addEventListener("click", () => wanted.sever(node()));
    this.#choice.addEventListener("change", () => this.#label());
    const look = html("button", { type: "button" }, "See as it sees");
    look.hidden = this.#kit.views === undefined;
    look.addEventListener("click", () => wanted.look(node()));
    return html(
      "div",
      { class: "hbp-form hbp-one", role: "group", "aria-label": "One node" },
      field("Node", this.#choice),
      this.#toggle,
      this.#sever,
      look,
    );
  }

  #label(): void {
    const node = Number(this.#choice.value);
    const isUp = this.#scene?.nodes[node]?.isUp ?? true;
    set(this.#toggle, isUp ? "Crash" : "Restart");
    set(this.#sever, this.#cuts?.nodes.has(node) ? "Join" : "Cut off");
  }

  /** While it is closed, nobody sees it. */
  #fill(): void {
    if (!this.#grid.open || this.#scene === undefined) return;
    for (const view of this.#scene.nodes) {
      const item = this.#items[view.node]!;
      const { name, weight } = standingOf(this.#kit, view);
      item.dataset["weight"] = weight;
      const cut = this.#cuts?.nodes.has(view.node) ? ["cut off"] : [];
      set(
        item.lastElementChild!,
        [name, ...cut, ...this.#columns(view)].join(", "),
      );
    }
  }

  #columns({ state, node }: NodeView): string[] {
    if (state === undefined) return [];
    return this.#kit.columns.flatMap(({ title, text, wide }) => {
      const words = text(state, node);
      return wide || words === "" ? [] : [`${title.toLowerCase()} ${words}`];
    });
  }
}

function set(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
