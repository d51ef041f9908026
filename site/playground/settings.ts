/// <reference lib="dom" />
/** The settings of the cluster, and the rule that is broken. @module */

import type { Sight } from "../../lib/kit/playground/views.ts";
import type { Setting, Value } from "../../lib/kit/playground/settings.ts";
import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import type { Settings } from "../../lib/laboratory/playground/session.ts";
import { html } from "../viewer/element.ts";
import { field } from "./forms.ts";
import { inputOf, type SettingInput } from "./setting_input.ts";

/** Shows the settings, and asks for others. */
export class SettingsForm {
  readonly element: HTMLFormElement;
  readonly #kit: AnyPlaygroundKit;
  readonly #inputs: readonly (readonly [name: string, input: SettingInput])[];
  readonly #bug: HTMLSelectElement;
  readonly #words = html("p", { class: "hbp-mistake" });
  readonly #said = html("p", { class: "hbp-refusal", role: "alert" });
  #shown = "";

  /** `change` takes settings, and throws when they cannot be; `example` shows what a bug leads to. */
  constructor(
    kit: AnyPlaygroundKit,
    change: (settings: Settings) => void,
    example: (text: string, sight?: Sight) => void,
  ) {
    this.#kit = kit;
    this.#inputs = Object.entries<Setting>(kit.settings).map((
      [name, setting],
    ) => [
      name,
      inputOf(setting),
    ]);
    this.#bug = bugChoice(kit);
    const bugs = html(
      "div",
      { class: "hbp-grid" },
      field("Break a rule", this.#bug),
    );
    this.element = html(
      "form",
      { class: "hbp-settings", "aria-label": "Settings" },
      html(
        "div",
        { class: "hbp-grid" },
        ...this.#inputs.map(([, { element }]) => element),
      ),
      ...(Object.keys(kit.bugs).length === 0 ? [] : [bugs, this.#words]),
      html("button", { type: "submit" }, "Apply"),
      this.#said,
    );
    this.#bug.addEventListener("change", () => this.#tell(example));
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      try {
        change(this.#asked());
        this.#said.textContent = "";
      } catch (error) {
        this.#said.textContent = error instanceof Error ? error.message : String(error);
      }
    });
  }

  /** Shows the settings in force, unless they are shown already: what is being typed stays. */
  show(settings: Settings): void {
    const text = JSON.stringify(settings);
    if (text === this.#shown) return;
    this.#shown = text;
    for (const [name, input] of this.#inputs) input.set(settings.values[name]!);
    this.#bug.value = settings.bug ?? "";
    this.#bug.dispatchEvent(new Event("change"));
  }

  #asked(): Settings {
    const values: Record<string, Value> = {};
    for (const [name, input] of this.#inputs) values[name] = input.get();
    return { values, bug: this.#bug.value === "" ? null : this.#bug.value };
  }

  #tell(example: (text: string, sight?: Sight) => void): void {
    const { bugs, kit } = this.#kit;
    const bug = this.#bug.value;
    if (!Object.hasOwn(bugs, bug)) return this.#words.replaceChildren();
    const show = html(
      "button",
      { type: "button" },
      "Show a run in which it does harm",
    );
    show.addEventListener("click", () => {
      const { example: text, sight } = bugs[bug]!;
      example(text, sight);
    });
    this.#words.replaceChildren(kit.bugs[bug]!.words, " ", show);
  }
}

function bugChoice({ title, bugs }: AnyPlaygroundKit): HTMLSelectElement {
  const options = Object.entries(bugs).map(([value, { title }]) =>
    html("option", { value }, title)
  );
  return html(
    "select",
    {},
    html("option", { value: "" }, `None: ${title} as it should be`),
    ...options,
  );
}
