/// <reference lib="dom" />
/** What every node believes of every other: a row for who believes, a column for of whom. @module */

import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import type { Tone } from "../../lib/kit/playground/views.ts";
import type { Scene } from "../../lib/laboratory/playground/film.ts";
import { html } from "../viewer/element.ts";

/** The size of the picture. */
const size = 400;

/** A picture of all views at once, drawn while it is open. */
export class Matrix {
  readonly element: HTMLDetailsElement;
  readonly #kit: AnyPlaygroundKit;
  readonly #canvas = html("canvas", { width: size, height: size, role: "img" });
  #scene: Scene | undefined;
  #shown = "";

  constructor(kit: AnyPlaygroundKit) {
    this.#kit = kit;
    this.element = html(
      "details",
      { class: "hbp-matrix" },
      html("summary", {}, "What each node believes of each other"),
      html(
        "p",
        { class: "hbp-hint" },
        "A row for each node, with a column for each of which it believes something; the colours are " +
          "those of the ring. A node that is down has an empty row.",
      ),
      this.#canvas,
    );
    this.element.addEventListener("toggle", () => this.#draw());
  }

  /** Shows a scene. */
  show(scene: Scene): void {
    this.#scene = scene;
    this.#draw();
  }

  #draw(): void {
    const views = this.#kit.views;
    if (
      !this.element.open || this.#scene === undefined || views === undefined
    ) return;
    const { nodes } = this.#scene;
    const tones = nodes.map(({ node, isUp, state }) =>
      nodes.map((other) =>
        isUp && state !== undefined ? views.of(state, node, other.node)?.tone ?? "none" : undefined
      )
    );
    const page = getComputedStyle(this.element);
    const text = JSON.stringify(tones) + page.color;
    if (text === this.#shown) return;
    this.#shown = text;
    const ink = this.#canvas.getContext("2d")!;
    ink.clearRect(0, 0, size, size);
    const cell = size / nodes.length, gap = Math.min(1, cell / 8);
    tones.forEach((row, y) =>
      row.forEach((tone, x) => {
        if (tone === undefined) return;
        ink.fillStyle = page.getPropertyValue(`--hbp-${tone}`);
        ink.fillRect(x * cell, y * cell, cell - gap, cell - gap);
      })
    );
    this.#canvas.setAttribute("aria-label", this.#words(tones));
  }

  #words(tones: readonly (readonly (Tone | undefined)[])[]): string {
    const all = tones.flat();
    return (this.#kit.tones ?? []).map(({ tone, name }) =>
      `${all.filter((each) => each === tone).length} times ${name}`
    ).join(", ");
  }
}
