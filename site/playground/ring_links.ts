/// <reference lib="dom" />
/** The links between the nodes of the ring. @module */

import type { Cuts } from "../../lib/laboratory/playground/cuts.ts";
import type { Neighbour } from "../../lib/kit/playground/views.ts";
import { svg } from "../viewer/element.ts";
import type { Places } from "./places.ts";

/** Draws links and keeps them up to date: all, or where nodes are many those that are cut. */
export class RingLinks {
  readonly element = svg("g", { class: "hbp-links", "aria-hidden": true });
  readonly #places: Places;
  readonly #wanted: (from: number, to: number) => void;
  readonly #links = new Map<string, SVGGElement>();
  readonly #overlay = svg("path", { class: "hbp-neighbours" });
  readonly #lazy = svg("path", { class: "hbp-neighbours hbp-broken" });
  #shown = "";

  /** `wanted` is told of a link that is clicked. */
  constructor(places: Places, wanted: (from: number, to: number) => void) {
    this.#places = places;
    this.#wanted = wanted;
    this.element.append(this.#overlay, this.#lazy);
    if (places.isDense) return;
    const nodes = places.points.length;
    for (let from = 0; from < nodes; from++) {
      for (let to = from + 1; to < nodes; to++) this.#draw(from, to);
    }
  }

  /** Shows what is cut. */
  show(cuts: Cuts): void {
    const state = `${[...cuts.nodes]} ${cuts.links.join(" ")}`;
    if (state === this.#shown) return;
    this.#shown = state;
    if (this.#places.isDense) this.#keep(cuts);
    for (const [name, link] of this.#links) {
      const [from, to] = name.split(" ").map(Number) as [number, number];
      link.dataset["cut"] = `${cuts.isCut(from, to) ? "a" : ""}${cuts.isCut(to, from) ? "b" : ""}`;
    }
  }

  /** Shows who is whose neighbour: `neighbours[i]` are those of node i. */
  showNeighbours(neighbours: readonly (readonly Neighbour[])[]): void {
    const { points } = this.#places;
    const paths = { firm: "", broken: "" };
    neighbours.forEach((all, node) => {
      const a = points[node]!;
      for (const { to, isFirm } of all) {
        const b = points[to];
        if (b !== undefined) {
          paths[isFirm ? "firm" : "broken"] += `M${a.x} ${a.y}L${b.x} ${b.y}`;
        }
      }
    });
    if (this.#overlay.getAttribute("d") !== paths.firm) {
      this.#overlay.setAttribute("d", paths.firm);
    }
    if (this.#lazy.getAttribute("d") !== paths.broken) {
      this.#lazy.setAttribute("d", paths.broken);
    }
  }

  /** Draws the links that are cut by themselves, and no others. */
  #keep({ links }: Cuts): void {
    const wanted = new Set(
      links.map(([from, to]) => `${Math.min(from, to)} ${Math.max(from, to)}`),
    );
    for (const [name, link] of this.#links) {
      if (wanted.has(name)) continue;
      link.remove();
      this.#links.delete(name);
    }
    for (const name of wanted) {
      const [from, to] = name.split(" ").map(Number) as [number, number];
      if (!this.#links.has(name)) this.#draw(from, to);
    }
  }

  /** A line, a wider one to click on, and a bar at each end that stops messages. */
  #draw(from: number, to: number): void {
    const [a, b] = [this.#places.points[from]!, this.#places.points[to]!];
    const d = `M${a.x} ${a.y}L${b.x} ${b.y}`;
    const group = svg(
      "g",
      {},
      svg("path", { class: "hbp-link", d }),
      this.#places.barAt(a, b, "hbp-stop-a"),
      this.#places.barAt(b, a, "hbp-stop-b"),
      svg("path", { class: "hbp-grip", d }),
    );
    group.addEventListener("click", () => this.#wanted(from, to));
    this.#links.set(`${from} ${to}`, group);
    this.element.append(group);
  }
}
