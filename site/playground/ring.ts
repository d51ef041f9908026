/// <reference lib="dom" />
/** The cluster as a ring: nodes, the links between them, and the messages on their way. @module */

import type { MessageLook } from "../../lib/kit/playground/look.ts";
import type { Neighbour, Sight } from "../../lib/kit/playground/views.ts";
import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import type { Cuts } from "../../lib/laboratory/playground/cuts.ts";
import type { Flight, Scene } from "../../lib/laboratory/playground/film.ts";
import { viewOf } from "../../lib/laboratory/playground/sight.ts";
import type { Wave } from "../../lib/laboratory/playground/waves.ts";
import { html, svg } from "../viewer/element.ts";
import { Places } from "./places.ts";
import { RingLinks } from "./ring_links.ts";
import { RingNode } from "./ring_node.ts";
import { signOf } from "./signs.ts";
import { seenStanding, standingOf } from "./words.ts";

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
  /** V is pressed on a node: the others are to be seen as it sees them. */
  look(node: number): void;
}

/** How the ring is looked at. */
export interface RingSight {
  /** Through whose eyes. */
  readonly sight: Sight;
  /** What spreads just then. */
  readonly wave: Wave | undefined;
  /** Which messages are drawn. */
  shows(look: MessageLook): boolean;
}

const plain: RingSight = { sight: "each", wave: undefined, shows: () => true };

/** Draws one ring and keeps it up to date. */
export class Ring {
  readonly element: HTMLElement;
  readonly #kit: AnyPlaygroundKit;
  readonly #places: Places;
  readonly #nodes: readonly RingNode[];
  readonly #links: RingLinks;
  readonly #messages = svg("g", { class: "hbp-messages", "aria-hidden": true });
  /** What was known of each node when its neighbours were asked for, and those. */
  readonly #known: unknown[] = [];
  readonly #neighbours: (readonly Neighbour[])[] = [];
  /** Signs of messages that are on their way, by their numbers and whether they are lost by now. */
  readonly #signs = new Map<string, SVGElement>();

  constructor(kit: AnyPlaygroundKit, nodes: number, wanted: RingWanted) {
    this.#kit = kit;
    this.#places = new Places(nodes);
    this.#links = new RingLinks(this.#places, wanted.link);
    const go = (node: number) => this.focus(node);
    this.#nodes = Array.from(
      { length: nodes },
      (_, node) => new RingNode(node, this.#places, wanted, go),
    );
    const { width, height, isDense } = this.#places;
    const picture = svg(
      "svg",
      {
        viewBox: `0 0 ${width} ${height}`,
        role: "group",
        "aria-label": "The cluster",
      },
      this.#links.element,
      this.#messages,
      ...this.#nodes.map(({ element }) => element),
    );
    this.element = html("div", {
      class: isDense ? "hbp-ring hbp-dense" : "hbp-ring",
    }, picture);
  }

  /** Shows a scene. */
  show(
    scene: Scene,
    cuts: Cuts,
    breach: readonly number[] = [],
    eyes: RingSight = plain,
  ): void {
    const { sight, wave } = eyes;
    for (const node of scene.nodes) {
      const own = standingOf(this.#kit, node);
      const view = viewOf(this.#kit, scene.nodes, node.node, sight, wave);
      this.#nodes[node.node]!.show({
        standing: seenStanding(own, view, sight),
        isCut: cuts.nodes.has(node.node),
        isBroken: breach.includes(node.node),
        looks: sight === node.node,
        patience: node.patience,
      });
    }
    this.#links.show(cuts);
    this.#showNeighbours(scene);
    this.#showFlights(scene.flights, eyes);
  }

  /** Moves the keyboard to a node. */
  focus(node: number): void {
    this.#nodes[(node + this.#nodes.length) % this.#nodes.length]?.element
      .focus();
  }

  /** Who is whose neighbour is asked again only of nodes that are no longer as they were. */
  #showNeighbours({ nodes }: Scene): void {
    const { overlay } = this.#kit;
    if (overlay === undefined) return;
    let isNew = false;
    for (const { node, isUp, state } of nodes) {
      const now = isUp ? state : undefined;
      if (this.#known[node] === now && node in this.#neighbours) continue;
      this.#known[node] = now;
      this.#neighbours[node] = now === undefined ? [] : overlay.of(now, node);
      isNew = true;
    }
    if (isNew) this.#links.showNeighbours(this.#neighbours);
  }

  #showFlights(flights: readonly Flight[], { shows }: RingSight): void {
    const gone = new Set(this.#signs.keys());
    for (const { message, from, to, share, isLost, body } of flights) {
      const look = this.#kit.message(body);
      if (!shows(look)) continue;
      const isOver = isLost && share > 0.3;
      const key = `${message}${isOver ? " lost" : ""}`;
      let sign = this.#signs.get(key);
      if (sign === undefined) {
        sign = signOf(isOver ? "lost" : look);
        this.#signs.set(key, sign);
        this.#messages.append(sign);
      }
      gone.delete(key);
      const { points, isDense } = this.#places;
      const { x, y } = this.#places.between(points[from]!, points[to]!, share);
      sign.setAttribute(
        "transform",
        `translate(${x.toFixed(1)} ${y.toFixed(1)})${isDense ? " scale(0.75)" : ""}`,
      );
    }
    for (const key of gone) {
      this.#signs.get(key)!.remove();
      this.#signs.delete(key);
    }
  }
}
