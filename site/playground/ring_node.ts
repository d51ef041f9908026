/// <reference lib="dom" />
/** One node of the ring. @module */

import { svg } from "../viewer/element.ts";
import type { Places, Point } from "./places.ts";
import type { RingWanted } from "./ring.ts";
import { type Standing, wordsOf } from "./words.ts";

/** How a node is to be shown. */
export interface NodeShown {
  /** How it stands. */
  readonly standing: Standing;
  /** Whether it is cut off from all others. */
  readonly isCut: boolean;
  /** Whether it has to do with what broke. */
  readonly isBroken: boolean;
  /** Whether it is the one that looks at the others. */
  readonly looks: boolean;
  /** How much is left of its timer, from 1 to 0; undefined while that does not run. */
  readonly patience: number | undefined;
}

/** Draws one node and keeps it up to date. */
export class RingNode {
  readonly element: SVGGElement;
  readonly #node: number;
  readonly #badge = svg("text", { class: "hbp-badge", y: 18 });
  readonly #caption: SVGTextElement;
  readonly #patience: SVGCircleElement;
  #shown = "";
  #left = "";

  /** `go` moves the keyboard to another node. */
  constructor(
    node: number,
    places: Places,
    wanted: RingWanted,
    go: (node: number) => void,
  ) {
    this.#node = node;
    const { nodeRadius, isDense, points } = places;
    const { x, y } = points[node]!;
    const rim = nodeRadius + (isDense ? 2.5 : 6);
    this.#caption = svg("text", {
      class: "hbp-caption",
      y: places.captionAt(y),
    });
    this.#patience = svg("circle", {
      class: "hbp-patience",
      r: rim,
      pathLength: 1,
      transform: "rotate(-90)",
    });
    this.element = svg(
      "g",
      {
        class: isDense ? "hbp-node hbp-dot" : "hbp-node",
        tabindex: 0,
        role: "button",
        transform: `translate(${x} ${y})`,
      },
      svg("circle", { class: "hbp-halo", r: rim + (isDense ? 1.5 : 4) }),
      this.#patience,
      svg("circle", { class: "hbp-body", r: nodeRadius }),
      ...(isDense ? fates(places.inwards({ x, y })) : [cross("hbp-cross", 11)]),
      svg("text", { class: "hbp-name", y: isDense ? 4 : 1 }, String(node)),
      ...(isDense ? [] : [this.#badge, this.#caption]),
    );
    this.element.dataset["node"] = String(node);
    this.element.addEventListener("click", (event) => {
      if (event.shiftKey) wanted.sever(node);
      else wanted.toggle(node);
    });
    this.element.addEventListener(
      "keydown",
      (event) => press(event, node, wanted, go),
    );
  }

  /** Shows it. */
  show(shown: NodeShown): void {
    const { standing, isCut, isBroken, looks, patience } = shown;
    const { weight, tone, name, caption, badge } = standing;
    const isDown = weight === "down";
    const words = wordsOf(standing, this.#node, isCut);
    const state = [words, weight, tone, caption, badge, isBroken, looks].join(
      "\n",
    );
    if (state !== this.#shown) {
      this.#shown = state;
      Object.assign(this.element.dataset, {
        standing: name,
        weight,
        broken: String(isBroken),
        tone: tone ?? "",
        cut: String(isCut),
        looks: String(looks),
      });
      this.element.setAttribute(
        "aria-label",
        `${words}. ${isDown ? "Enter restarts it" : "Enter crashes it"}, ` +
          `X ${isCut ? "joins it again" : "cuts it off"}.`,
      );
      this.#badge.textContent = badge;
      const captions = [caption, isCut ? "cut off" : ""].filter((word) => word !== "");
      this.#caption.textContent = captions.join(", ");
    }
    const left = (isDown || patience === undefined ? 0 : patience).toFixed(3);
    if (left === this.#left) return;
    this.#left = left;
    this.#patience.setAttribute("stroke-dasharray", `${left} 2`);
  }
}

function cross(name: string, reach: number): SVGElement {
  return svg("path", {
    class: name,
    d: `M-${reach} -${reach}L${reach} ${reach}M${reach} -${reach}L-${reach} ${reach}`,
  });
}

/** What befell a small node stands beside it, towards the middle: it is down, or cut off. */
function fates({ x, y }: Point): SVGElement[] {
  const at = { transform: `translate(${x} ${y})` };
  const turn = Math.round(Math.atan2(y, x) * 180 / Math.PI);
  const bar = svg("path", {
    class: "hbp-severed",
    d: "M0 -7V7",
    transform: `rotate(${turn})`,
  });
  return [svg("g", at, cross("hbp-fallen", 4)), svg("g", at, bar)];
}

function press(
  event: KeyboardEvent,
  node: number,
  wanted: RingWanted,
  go: (node: number) => void,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const acts: Record<string, () => void> = {
    "Enter": () => wanted.toggle(node),
    " ": () => wanted.toggle(node),
    "c": () => wanted.toggle(node),
    "x": () => wanted.sever(node),
    "p": () => wanted.ask(node),
    "v": () => wanted.look(node),
    "ArrowRight": () => go(node + 1),
    "ArrowDown": () => go(node + 1),
    "ArrowLeft": () => go(node - 1),
    "ArrowUp": () => go(node - 1),
  };
  const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (act === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}
