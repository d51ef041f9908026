/// <reference lib="dom" />
/** The place of the diagram: it keeps the part of the run that is shown, and takes the gestures. @module */

import { drawDiagram } from "./diagram.ts";
import { html, svg } from "./element.ts";
import { nameWidth } from "./geometry.ts";
import { listen } from "./gestures.ts";
import { columnOf, type Model, type Selection } from "./model.ts";
import { bounded, fitted, showing, type Span, zoomed } from "./span.ts";

/** A diagram that can be moved. */
export class Stage {
  readonly element: HTMLElement;
  readonly #svg = svg("svg", { role: "img" });
  readonly #tip = html("div", {
    class: "hbx-tip",
    "aria-hidden": "true",
    hidden: true,
  });
  readonly #resized: ResizeObserver;
  readonly #go: (moment: number) => void;
  #model: Model | undefined;
  #selection: Selection | undefined;
  #moment = 0;
  #span: Span | undefined;
  #width = 0;
  #frame = 0;

  constructor(signal: AbortSignal, go: (moment: number) => void) {
    this.#go = go;
    const scroll = html("div", { class: "hbx-scroll" }, this.#svg);
    this.element = html(
      "div",
      {
        class: "hbx-stage",
        tabindex: 0,
        role: "group",
        "aria-label": "Space-time diagram: the arrow keys step through the run",
      },
      scroll,
      this.#tip,
    );
    listen(this.#svg, {
      pan: (byPx) => this.pan(byPx),
      zoom: (factor, x) => this.#zoomAt(factor, x - this.#left),
      pick: (x) => this.#pick(x),
      point: (words, x, y) => this.#point(words, x, y - scroll.scrollTop),
    }, signal);
    this.#resized = new ResizeObserver(() => this.#resize());
    this.#resized.observe(this.element);
  }

  /** Shows another run, or another selection of it. */
  show(model: Model, selection: Selection): void {
    const grown = this.#selection !== undefined &&
      this.#selection.shown.length <= selection.shown.length;
    this.#model = model;
    this.#selection = selection;
    if (!grown) this.#span = undefined;
    const count = selection.shown.length;
    const last = model.moments.at(-1)?.at ?? 0;
    this.#svg.setAttribute(
      "aria-label",
      `Space-time diagram of ${model.cast.lanes.length} lines, ${count} steps and ` +
        `${model.scene.passages.length} messages in ${Math.round(last)} ms. ` +
        `What happens at a step is told in words below.`,
    );
  }

  /** Shows the moment at which the reader is. */
  seek(moment: number): void {
    this.#moment = moment;
    if (this.#width === 0) this.#width = this.#measure();
    const span = this.#settled();
    if (span === undefined) return;
    this.#span = this.#bound(
      showing(span, columnOf(this.#selection!.shown, moment), this.#room),
    );
    this.#draw();
  }

  pan(byPx: number): void {
    const span = this.#settled();
    if (span === undefined) return;
    this.#span = this.#bound({ ...span, left: span.left + byPx / span.pitch });
    this.#later();
  }

  /** Zooms around the reader's moment. */
  zoom(factor: number): void {
    const span = this.#settled();
    if (span === undefined) return;
    const x = (columnOf(this.#selection!.shown, this.#moment) - span.left) *
      span.pitch;
    this.#zoomAt(factor, x >= 0 && x <= this.#room ? x : this.#room / 2);
  }

  /** Shows as much of the run as there is room for. */
  fit(): void {
    this.#span = fitted(this.#selection?.shown.length ?? 0, this.#room, 2);
    this.seek(this.#moment);
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#resized.disconnect();
  }

  get #left(): number {
    return this.#model === undefined ? 0 : nameWidth(this.#model, this.#width);
  }

  get #room(): number {
    return Math.max(40, this.#width - 8 - this.#left);
  }

  #settled(): Span | undefined {
    if (this.#model === undefined || this.#width === 0) return undefined;
    this.#span ??= fitted(this.#selection!.shown.length, this.#room);
    return this.#span;
  }

  #bound(span: Span): Span {
    return bounded(span, this.#selection!.shown.length, this.#room);
  }

  #zoomAt(factor: number, x: number): void {
    const span = this.#settled();
    if (span === undefined) return;
    this.#span = this.#bound(zoomed(span, factor, x));
    this.#later();
  }

  #pick(x: number): void {
    const span = this.#settled();
    if (span === undefined) return;
    const { shown } = this.#selection!;
    const column = Math.round((x - this.#left) / span.pitch + span.left);
    const moment = shown[Math.max(0, Math.min(shown.length - 1, column))];
    if (moment !== undefined) this.#go(moment);
  }

  #point(words: string | undefined, x: number, y: number): void {
    this.#tip.hidden = words === undefined;
    if (words === undefined) return;
    this.#tip.textContent = words;
    const right = x > this.#width / 2;
    this.#tip.style.left = right ? "auto" : `${x + 12}px`;
    this.#tip.style.right = right ? `${this.#width - x + 12}px` : "auto";
    this.#tip.style.top = `${y + 14}px`;
  }

  #measure(): number {
    return Math.floor(this.element.clientWidth);
  }

  #resize(): void {
    const width = this.#measure();
    if (width === this.#width || width === 0) return;
    this.#width = width;
    if (this.#model !== undefined) this.seek(this.#moment);
  }

  #later(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw(): void {
    if (
      this.#model === undefined || this.#span === undefined || this.#width === 0
    ) return;
    drawDiagram(this.#svg, {
      model: this.#model,
      selection: this.#selection!,
      moment: this.#moment,
      span: this.#span,
      width: this.#width,
    });
  }
}
