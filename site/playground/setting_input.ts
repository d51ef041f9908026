/// <reference lib="dom" />
/** The inputs of one setting. @module */

import type { Setting, Value } from "../../lib/kit/playground/settings.ts";
import { html } from "../viewer/element.ts";
import { field } from "./forms.ts";

/** What a reader sets one thing with. */
export interface SettingInput {
  /** All of it, with its name. */
  readonly element: HTMLElement;
  /** Shows a value. */
  set(value: Value): void;
  /** What is shown now. */
  get(): Value;
}

/** The inputs of a setting. */
export function inputOf(setting: Setting): SettingInput {
  switch (setting.kind) {
    case "number": {
      const input = numberInput(setting.bounds);
      return {
        element: field(setting.label, input),
        set: (value) => input.value = String(value),
        get: () => Number(input.value),
      };
    }
    case "range": {
      const [low, high] = [
        numberInput(setting.bounds),
        numberInput(setting.bounds),
      ];
      return {
        element: pair(setting.label, low, high),
        set: (value) =>
          [low.value, high.value] = (value as readonly number[]).map(
            String,
          ) as [
            string,
            string,
          ],
        get: () => [Number(low.value), Number(high.value)],
      };
    }
    case "switch": {
      const input = html("input", { type: "checkbox" });
      return {
        element: html(
          "label",
          { class: "hbp-tick" },
          input,
          html("span", {}, setting.label),
        ),
        set: (value) => input.checked = value as boolean,
        get: () => input.checked,
      };
    }
    case "choice": {
      const options = setting.options.map((value) => html("option", { value }, value));
      const input = html("select", {}, ...options);
      return {
        element: field(setting.label, input),
        set: (value) => input.value = value as string,
        get: () => input.value,
      };
    }
  }
}

function numberInput([min, max]: readonly [number, number]): HTMLInputElement {
  return html("input", { type: "number", min, max, step: 1, required: true });
}

function pair(
  name: string,
  low: HTMLInputElement,
  high: HTMLInputElement,
): HTMLElement {
  low.setAttribute("aria-label", `${name}, at least`);
  high.setAttribute("aria-label", `${name}, at most`);
  const inputs = html("span", { class: "hbp-pair" }, low, "to", high);
  return html("div", { class: "hbp-field" }, html("span", {}, name), inputs);
}
