/// <reference lib="dom" />
/**
 * The failure explorer: a run as a space-time diagram that a reader steps through, with the state of
 * each node at that point. It is plain DOM and SVG; the page of a failed exercise and the book share it.
 *
 * @module
 */

import { everything, type Filter } from "../../lib/figure/explorer/filter.ts";
import type { Recording } from "../../lib/figure/explorer/recording.ts";
import { whereItGoesWrong } from "../../lib/figure/explorer/where_wrong.ts";
import { drawBreach, drawFacts } from "./about.ts";
import { type Controls, controlsOf } from "./controls.ts";
import { drawFilters } from "./filters.ts";
import { html } from "./element.ts";
import { keep, type Model, modelOf, select, type Selection, tell } from "./model.ts";
import { columnOf } from "./model.ts";
import { Stage } from "./stage.ts";
import { drawStates, type Unfolded } from "./states.ts";
import { dressPage } from "./style.ts";

/** How a viewer is opened. */
export interface ViewerOptions {
  /** The moment to begin with; by default that in which it goes wrong, or the end where it does not. */
  readonly at?: number;
  /** Is told of every moment that the reader goes to. */
  onMove?(moment: number): void;
  /** The page shows nothing else: its keys are the viewer's, and it has told the title itself. */
  readonly alone?: boolean;
}

/** A viewer on a page. */
export interface Viewer {
  /** Shows another recording, or more of the same; without `at`, it stays where it is if it can. */
  show(recording: Recording, at?: number): void;
  /** Goes to a moment. */
  seek(moment: number): void;
  /** Where the reader is: the place of the moment among those of `momentsOf`. */
  readonly moment: number;
  /** Takes the viewer off the page. */
  close(): void;
}

/** Opens a viewer in `root`. */
export function openViewer(
  root: HTMLElement,
  recording: Recording,
  options: ViewerOptions = {},
): Viewer {
  return new Explorer(root, recording, options);
}

class Explorer implements Viewer {
  #model: Model;
  #selection: Selection;
  #moment = 0;
  readonly #unfolded: Unfolded = new Map();
  readonly #options: ViewerOptions;
  readonly #closing = new AbortController();
  readonly #frame: HTMLElement;
  readonly #title = html("h2");
  readonly #breach = html("div", { class: "hbx-breach" });
  readonly #filters = html("div");
  readonly #words = html("div", { class: "hbx-words", "aria-live": "polite" });
  readonly #states = html("div", { class: "hbx-states" });
  readonly #facts = html("dl", { class: "hbx-facts" });
  readonly #said = html("p", { class: "hbx-keys", role: "status" });
  readonly #controls: Controls;
  readonly #stage: Stage;

  constructor(root: HTMLElement, recording: Recording, options: ViewerOptions) {
    dressPage();
    this.#options = options;
    this.#model = modelOf(recording);
    this.#selection = select(this.#model, everything);
    this.#stage = new Stage(this.#closing.signal, (moment) => this.#go(moment));
    this.#controls = controlsOf({
      step: (by) => this.#step(by),
      column: (column) => this.#goTo(column),
      violation: () => this.#toViolation(),
      zoom: (factor) => this.#stage.zoom(factor),
      fit: () => this.#stage.fit(),
    });
    this.#title.hidden = options.alone === true;
    this.#frame = html(
      "div",
      { class: "hbx" },
      this.#title,
      this.#stage.element,
      this.#controls.element,
      this.#breach,
      this.#words,
      this.#filters,
      this.#states,
      this.#facts,
      this.#said,
      keysHelp(),
    );
    root.append(this.#frame);
    this.#listen();
    this.show(recording, options.at ?? this.#beginning());
  }

  get moment(): number {
    return this.#moment;
  }

  show(recording: Recording, at?: number): void {
    this.#model = modelOf(recording);
    const { filter } = this.#selection;
    this.#selection = select(this.#model, keep(filter, this.#model));
    this.#title.textContent = recording.title;
    this.#breach.replaceChildren(...drawBreach(recording));
    this.#facts.replaceChildren(
      ...drawFacts(recording, (words) => this.#say(words)),
    );
    this.#drawFilters();
    this.#stage.show(this.#model, this.#selection);
    const last = this.#model.moments.length - 1;
    this.#moment = Math.max(0, Math.min(last, at ?? this.#moment));
    this.#draw();
  }

  seek(moment: number): void {
    const last = this.#model.moments.length - 1;
    const whole = Number.isFinite(moment) ? Math.round(moment) : 0;
    this.#moment = Math.max(0, Math.min(last, whole));
    // What was copied was said at another moment.
    this.#say("");
    this.#draw();
  }

  close(): void {
    this.#closing.abort();
    this.#stage.close();
    this.#frame.remove();
  }

  /** What a reader came for is what goes wrong. */
  #beginning(): number {
    const { story, moments } = this.#model;
    return whereItGoesWrong(story, moments) ?? moments.length - 1;
  }

  #go(moment: number): void {
    if (moment === this.#moment) return;
    this.seek(moment);
    this.#options.onMove?.(this.#moment);
  }

  #goTo(column: number): void {
    const { shown } = this.#selection;
    const moment = shown[Math.max(0, Math.min(shown.length - 1, column))];
    if (moment !== undefined) this.#go(moment);
  }

  #step(by: number): void {
    const { shown } = this.#selection;
    const column = columnOf(shown, this.#moment);
    // Between two that are shown, the next one is a step away in either direction.
    const between = shown[column] !== this.#moment && by > 0 ? 1 : 0;
    this.#goTo(Math.max(0, Math.min(shown.length - 1, column + by - between)));
  }

  /** The next violation, or the first again. */
  #toViolation(): void {
    const { violations } = this.#model.scene;
    const next = violations.find(({ moment }) => moment > this.#moment) ??
      violations[0];
    if (next === undefined) return;
    if (next.moment === this.#moment) this.#draw();
    else this.#go(next.moment);
  }

  #choose(filter: Filter): void {
    this.#selection = select(this.#model, filter);
    this.#stage.show(this.#model, this.#selection);
    this.#draw();
  }

  #drawFilters(): void {
    const choose = (filter: Filter) => this.#choose(filter);
    this.#filters.replaceChildren(
      ...drawFilters(this.#model, this.#selection.filter, choose),
    );
  }

  #draw(): void {
    const words = this.#drawWords();
    this.#stage.seek(this.#moment);
    this.#controls.update(this.#model, this.#selection, this.#moment, words);
    this.#states.replaceChildren(
      ...drawStates(this.#model, this.#selection, this.#moment, this.#unfolded),
    );
  }

  #drawWords(): string {
    const [first = "Nothing has happened yet", ...rest] = tell(
      this.#model,
      this.#moment,
    );
    const here = this.#model.moments[this.#moment];
    const alarming = here?.event.kind === "violation" ? " hbx-alarming" : "";
    const lead = html("p", { class: `hbx-lead${alarming}` }, first);
    const most = 12;
    const items = rest.slice(0, most).map((text) => html("li", {}, text));
    if (rest.length > most) {
      items.push(html("li", {}, `and ${rest.length - most} more`));
    }
    this.#words.replaceChildren(
      lead,
      ...(items.length > 0 ? [html("ul", {}, ...items)] : []),
    );
    return first;
  }

  #say(words: string): void {
    this.#said.textContent = words;
  }

  #listen(): void {
    const { signal } = this.#closing;
    const place = this.#options.alone ? document : this.#frame;
    place.addEventListener(
      "keydown",
      (event) => this.#press(event as KeyboardEvent),
      { signal },
    );
  }

  #press(event: KeyboardEvent): void {
    if (
      event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented
    ) return;
    const { target } = event;
    // Where keys have a meaning of their own, they keep it.
    if (
      target instanceof Element &&
      target.closest(
        "pre,textarea,select,input:not([type=range],[type=checkbox])",
      )
    ) return;
    const act = this.#keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  readonly #keys: Readonly<Record<string, () => void>> = {
    ArrowRight: () => this.#step(1),
    ArrowLeft: () => this.#step(-1),
    PageDown: () => this.#step(10),
    PageUp: () => this.#step(-10),
    Home: () => this.#goTo(0),
    End: () => this.#goTo(Infinity),
    v: () => this.#toViolation(),
    "+": () => this.#stage.zoom(1.4),
    "=": () => this.#stage.zoom(1.4),
    "-": () => this.#stage.zoom(1 / 1.4),
    "0": () => this.#stage.fit(),
    "[": () => this.#stage.pan(-80),
    "]": () => this.#stage.pan(80),
  };
}

function keysHelp(): HTMLElement {
  return html(
    "p",
    { class: "hbx-keys" },
    "Keys: ← and → step, Page Up and Page Down take ten steps, Home and End go to the ends, " +
      "v to what went wrong; + and − zoom, [ and ] pan, 0 shows it all.",
  );
}
