/// <reference lib="dom" />
/** The cluster as a ring: nodes, the links between them, and the messages on their way. @module */

import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import type { Cuts } from "../../lib/laboratory/playground/cuts.ts";
import type { Flight, NodeView, Scene } from "../../lib/laboratory/playground/film.ts";
import { html, svg } from "../viewer/element.ts";
import {
  barAt,
  between,
  captionAt,
  height,
  nodeRadius,
  placesOf,
  type Point,
  width,
} from "./places.ts";
import { signOf } from "./signs.ts";
import { nodeWords, standingOf } from "./words.ts";

/** What a reader may ask of the ring. */
export interface RingWanted {
  /** The node is clicked, or Enter is pressed on it: crash it, or start it again. */
  toggle(node: number): void;
  /** X is pressed on a node, or it is clicked with Shift: cut it off, or join it. */
  sever(node: number): void;
  /** A link is clicked: cut it, or mend it. */
  link(from: number, to: number): void;
  /** P is pressed on a node: the client beside it is to ask for something. */
  ask(node: number): void;
}

/** Draws one ring and keeps it up to date. */
export class Ring {
  readonly element: HTMLElement;
  readonly #kit: AnyPlaygroundKit;
  readonly #places: readonly Point[];
  readonly #nodes: SVGGElement[];
  readonly #links = new Map<string, SVGGElement>();
  readonly #messages = svg("g", { class: "hbp-messages", "aria-hidden": true });
  readonly #seen = new Map<Element, string>();

  constructor(kit: AnyPlaygroundKit, nodes: number, wanted: RingWanted) {
    this.#kit = kit;
    this.#places = placesOf(nodes);
    const links = svg("g", { class: "hbp-links", "aria-hidden": true });
    for (let from = 0; from < nodes; from++) {
      for (let to = from + 1; to < nodes; to++) {
        links.append(this.#drawLink(from, to, wanted));
      }
    }
    this.#nodes = this.#places.map((place, node) => this.#drawNode(node, place, wanted));
    const picture = svg(
      "svg",
      {
        viewBox: `0 0 ${width} ${height}`,
        role: "group",
        "aria-label": "The cluster",
      },
      links,
      this.#messages,
      ...this.#nodes,
    );
    this.element = html("div", { class: "hbp-ring" }, picture);
  }

  /** Shows a scene. */
  show(scene: Scene, cuts: Cuts, breach: readonly number[] = []): void {
    for (const view of scene.nodes) {
      this.#showNode(
        this.#nodes[view.node]!,
        view,
        cuts,
        breach.includes(view.node),
      );
    }
    for (const [name, link] of this.#links) {
      const [from, to] = name.split(" ").map(Number) as [number, number];
      const state = `${cuts.isCut(from, to) ? "a" : ""}${cuts.isCut(to, from) ? "b" : ""}`;
      if (this.#isNew(link, state)) link.dataset["cut"] = state;
    }
    this.#messages.replaceChildren(
      ...scene.flights.map((flight) => this.#drawFlight(flight)),
    );
  }

  /** Moves the keyboard to a node. */
  focus(node: number): void {
    this.#nodes[(node + this.#nodes.length) % this.#nodes.length]?.focus();
  }

  #drawNode(node: number, { x, y }: Point, wanted: RingWanted): SVGGElement {
    const around = nodeRadius + 6;
    const group = svg(
      "g",
      {
        class: "hbp-node",
        tabindex: 0,
        role: "button",
        transform: `translate(${x} ${y})`,
      },
      svg("circle", { class: "hbp-halo", r: around + 4 }),
      svg("circle", {
        class: "hbp-patience",
        r: around,
        pathLength: 1,
        transform: "rotate(-90)",
      }),
      svg("circle", { class: "hbp-body", r: nodeRadius }),
      svg("path", { class: "hbp-cross", d: "M-11 -11L11 11M11 -11L-11 11" }),
      svg("text", { class: "hbp-name", y: 1 }, String(node)),
      svg("text", { class: "hbp-badge", y: 18 }, ""),
      svg("text", { class: "hbp-caption", y: captionAt(y) }, ""),
    );
    group.dataset["node"] = String(node);
    group.addEventListener("click", (event) => {
      if (event.shiftKey) wanted.sever(node);
      else wanted.toggle(node);
    });
    group.addEventListener(
      "keydown",
      (event) => this.#press(event, node, wanted),
    );
    return group;
  }

  #press(event: KeyboardEvent, node: number, wanted: RingWanted): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts: Record<string, () => void> = {
      "Enter": () => wanted.toggle(node),
      " ": () => wanted.toggle(node),
      "c": () => wanted.toggle(node),
      "x": () => wanted.sever(node),
      "p": () => wanted.ask(node),
      "ArrowRight": () => this.focus(node + 1),
      "ArrowDown": () => this.focus(node + 1),
      "ArrowLeft": () => this.focus(node - 1),
      "ArrowUp": () => this.focus(node - 1),
    };
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #showNode(
    group: SVGGElement,
    view: NodeView,
    cuts: Cuts,
    isBroken: boolean,
  ): void {
    const standing = standingOf(this.#kit, view);
    const { weight, name, caption, badge } = standing;
    const isDown = weight === "down";
    const isCut = cuts.nodes.has(view.node);
    const words = nodeWords(standing, view.node, cuts);
    if (this.#isNew(group, [words, caption, badge, isBroken].join("\n"))) {
      group.dataset["standing"] = name;
      group.dataset["weight"] = weight;
      group.dataset["broken"] = String(isBroken);
      group.setAttribute(
        "aria-label",
        `${words}. ${isDown ? "Enter restarts it" : "Enter crashes it"}, ` +
          `X ${isCut ? "joins it again" : "cuts it off"}.`,
      );
      group.querySelector(".hbp-badge")!.textContent = badge;
      const captions = [caption, isCut ? "cut off" : ""].filter((word) => word !== "");
      group.querySelector(".hbp-caption")!.textContent = captions.join(", ");
    }
    const left = isDown || view.patience === undefined ? 0 : view.patience;
    group.querySelector(".hbp-patience")!.setAttribute(
      "stroke-dasharray",
      `${left.toFixed(3)} 2`,
    );
  }

  /** A line, a wider one to click on, and a bar at each end that stops messages. */
  #drawLink(from: number, to: number, wanted: RingWanted): SVGGElement {
    const [a, b] = [this.#places[from]!, this.#places[to]!];
    const d = `M${a.x} ${a.y}L${b.x} ${b.y}`;
    const group = svg(
      "g",
      {},
      svg("path", { class: "hbp-link", d }),
      barAt(a, b, "hbp-stop-a"),
      barAt(b, a, "hbp-stop-b"),
      svg("path", { class: "hbp-grip", d }),
    );
    group.addEventListener("click", () => wanted.link(from, to));
    this.#links.set(`${from} ${to}`, group);
    return group;
  }

  #drawFlight({ from, to, share, isLost, body }: Flight): SVGElement {
    const [a, b] = [this.#places[from]!, this.#places[to]!];
    const { x, y } = between(a, b, share);
    const sign = signOf(
      isLost && share > 0.3 ? "lost" : this.#kit.message(body),
    );
    sign.setAttribute(
      "transform",
      `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
    );
    return sign;
  }

  /** Whether something else is to be shown than the last time. */
  #isNew(element: Element, state: string): boolean {
    if (this.#seen.get(element) === state) return false;
    this.#seen.set(element, state);
    return true;
  }
}
