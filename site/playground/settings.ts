/// <reference lib="dom" />
/** The settings of the cluster, and the rule that is broken. @module */

import { type Mistake, mistakes } from "../../lib/laboratory/playground/mistakes.ts";
import type { Settings } from "../../lib/laboratory/playground/session.ts";
import { html } from "../viewer/element.ts";
import { field } from "./forms.ts";

/** Shows the settings, and asks for others. */
export class SettingsForm {
  readonly element: HTMLFormElement;
  readonly #least = numberInput(10, 10_000);
  readonly #most = numberInput(10, 10_000);
  readonly #heartbeat = numberInput(5, 5000);
  readonly #soonest = numberInput(1, 1000);
  readonly #latest = numberInput(1, 1000);
  readonly #loss = numberInput(0, 90);
  readonly #preVote = html("input", { type: "checkbox" });
  readonly #checkQuorum = html("input", { type: "checkbox" });
  readonly #mistake: HTMLSelectElement;
  readonly #words = html("p", { class: "hbp-mistake" });
  readonly #said = html("p", { class: "hbp-refusal", role: "alert" });
  #shown = "";

  /** `change` takes settings, and throws when they cannot be; `example` shows what a mistake leads to. */
  constructor(
    change: (settings: Settings) => void,
    example: (text: string) => void,
  ) {
    this.#mistake = mistakeChoice();
    this.element = html(
      "form",
      { class: "hbp-settings", "aria-label": "Settings" },
      html(
        "div",
        { class: "hbp-grid" },
        pair("Election timeout, ms", this.#least, this.#most),
        field("Heartbeat, ms", this.#heartbeat),
        pair("Latency, ms", this.#soonest, this.#latest),
        field("Loss, %", this.#loss),
        tick("PreVote", this.#preVote),
        tick("CheckQuorum", this.#checkQuorum),
      ),
      html("div", { class: "hbp-grid" }, field("Break a rule", this.#mistake)),
      this.#words,
      html("button", { type: "submit" }, "Apply"),
      this.#said,
    );
    this.#mistake.addEventListener("change", () => this.#tell(example));
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
    const { electionMs, latencyMs } = settings;
    this.#least.value = String(electionMs[0]);
    this.#most.value = String(electionMs[1]);
    this.#heartbeat.value = String(settings.heartbeatMs);
    this.#soonest.value = String(latencyMs[0]);
    this.#latest.value = String(latencyMs[1]);
    this.#loss.value = String(settings.lossPercent);
    this.#preVote.checked = settings.preVote;
    this.#checkQuorum.checked = settings.checkQuorum;
    this.#mistake.value = settings.mistake ?? "";
    this.#mistake.dispatchEvent(new Event("change"));
  }

  #asked(): Settings {
    const number = (input: HTMLInputElement) => Number(input.value);
    return {
      electionMs: [number(this.#least), number(this.#most)],
      heartbeatMs: number(this.#heartbeat),
      preVote: this.#preVote.checked,
      checkQuorum: this.#checkQuorum.checked,
      latencyMs: [number(this.#soonest), number(this.#latest)],
      lossPercent: number(this.#loss),
      mistake: this.#mistake.value === "" ? null : this.#mistake.value as Mistake,
    };
  }

  #tell(example: (text: string) => void): void {
    const notes = mistakes[this.#mistake.value as Mistake];
    if (notes === undefined) return this.#words.replaceChildren();
    const show = html(
      "button",
      { type: "button" },
      "Show a run in which it does harm",
    );
    show.addEventListener("click", () => example(notes.example));
    this.#words.replaceChildren(notes.words, " ", show);
  }
}

function mistakeChoice(): HTMLSelectElement {
  const options = Object.entries(mistakes).map(([value, { title }]) =>
    html("option", { value }, title)
  );
  return html(
    "select",
    {},
    html("option", { value: "" }, "None: Raft as it should be"),
    ...options,
  );
}

function numberInput(min: number, max: number): HTMLInputElement {
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

function tick(name: string, input: HTMLInputElement): HTMLElement {
  return html("label", { class: "hbp-tick" }, input, html("span", {}, name));
}
