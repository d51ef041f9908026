/// <reference lib="dom" />
/** The buttons and the slider that step through the run. @module */

import { rounded } from "../../lib/figure/text.ts";
import { button, html, icon } from "./element.ts";
import { columnOf, type Model, type Selection } from "./model.ts";

/** What the buttons ask for. */
export interface Wanted {
  step(by: number): void;
  column(column: number): void;
  violation(): void;
  zoom(factor: number): void;
  fit(): void;
}

/** The row of buttons. */
export interface Controls {
  readonly element: HTMLElement;
  /** Shows where the reader is. */
  update(
    model: Model,
    selection: Selection,
    moment: number,
    words: string,
  ): void;
}

const icons = {
  first: "M4 3v10M13 3L7 8l6 5z",
  back: "M10.5 3L4.5 8l6 5z",
  on: "M5.5 3l6 5l-6 5z",
  last: "M12 3v10M3 3l6 5l-6 5z",
  closer: "M8 3v10M3 8h10",
  further: "M3 8h10",
};

/** Makes the buttons. */
export function controlsOf(wanted: Wanted): Controls {
  const first = button("First step", icon(icons.first), () => wanted.column(0));
  const back = button("Step back", icon(icons.back), () => wanted.step(-1));
  const on = button("Step forward", icon(icons.on), () => wanted.step(1));
  const last = button(
    "Last step",
    icon(icons.last),
    () => wanted.column(Infinity),
  );
  const slider = html("input", {
    type: "range",
    min: 0,
    step: 1,
    "aria-label": "Step",
  });
  slider.addEventListener("input", () => wanted.column(Number(slider.value)));
  const where = html("span", { class: "hbx-where" });
  const jump = button(
    "Go to the violation",
    "Go to the violation",
    wanted.violation,
  );
  jump.className = "hbx-jump";
  const zoom = html(
    "span",
    { class: "hbx-group" },
    button("Zoom out", icon(icons.further), () => wanted.zoom(1 / 1.4)),
    button("Zoom in", icon(icons.closer), () => wanted.zoom(1.4)),
    button("Fit", "Fit", wanted.fit),
  );
  const steps = html("span", { class: "hbx-group" }, first, back, on, last);
  const element = html(
    "div",
    { class: "hbx-bar" },
    steps,
    slider,
    where,
    jump,
    zoom,
  );
  return {
    element,
    update({ moments, scene }, { shown }, moment, words) {
      const column = columnOf(shown, moment);
      const at = rounded(moments[moment]?.at ?? 0);
      const hidden = moments.length - shown.length;
      slider.max = String(Math.max(0, shown.length - 1));
      slider.value = String(column);
      const text = shown[column] === moment
        ? `Step ${column + 1} of ${shown.length}`
        : `Before step ${column + 1} of ${shown.length}`;
      where.textContent = `${text}, ${at} ms${hidden > 0 ? ` (${hidden} hidden)` : ""}`;
      slider.setAttribute("aria-valuetext", `${text}, ${at} ms: ${words}`);
      first.disabled = back.disabled = column === 0;
      on.disabled = last.disabled = column >= shown.length - 1;
      jump.hidden = scene.violations.length === 0;
    },
  };
}
