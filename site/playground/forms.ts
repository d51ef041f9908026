/// <reference lib="dom" />
/** What a reader asks for in words and numbers: values, links, another leader. @module */

import type { Act } from "../../lib/laboratory/playground/session.ts";
import { html } from "../viewer/element.ts";

/** A field with its name. */
export function field(name: string, input: HTMLElement): HTMLLabelElement {
  return html("label", {}, html("span", {}, name), input);
}

/** A choice among nodes. */
export function nodeChoice(nodes: number, first?: string): HTMLSelectElement {
  const options = Array.from(
    { length: nodes },
    (_, node) => html("option", { value: node }, `node ${node}`),
  );
  const extra = first === undefined ? [] : [html("option", { value: "" }, first)];
  return html("select", {}, ...extra, ...options);
}

/** Puts a value, or reads one. */
export class CommandForm {
  readonly element: HTMLFormElement;
  readonly #node: HTMLSelectElement;
  readonly #key = textInput("x");
  readonly #value = textInput("1");

  /** `act` does it; `leader` says who leads, for those who do not choose a node. */
  constructor(
    nodes: number,
    act: (act: Act) => void,
    leader: () => number | undefined,
  ) {
    this.#node = nodeChoice(nodes, "the leader");
    const get = html("button", { type: "button" }, "Get");
    const node = () => this.#node.value === "" ? leader() ?? 0 : Number(this.#node.value);
    get.addEventListener("click", () => {
      if (!this.#key.reportValidity()) return;
      act({ kind: "get", node: node(), key: this.#key.value });
    });
    this.element = html(
      "form",
      { class: "hbp-form", "aria-label": "Ask for a command" },
      field("Key", this.#key),
      field("Value", this.#value),
      field("at", this.#node),
      html("button", { type: "submit" }, "Put"),
      get,
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      act({
        kind: "put",
        node: node(),
        key: this.#key.value,
        value: this.#value.value,
      });
      const next = Number(this.#value.value);
      if (Number.isInteger(next) && next < 99_999_999) {
        this.#value.value = String(next + 1);
      }
    });
  }

  /** Asks for a value at a node. */
  focus(node: number): void {
    this.#node.value = String(node);
    this.#value.focus();
    this.#value.select();
  }
}

/** Cuts and mends links, and passes leadership on. */
export function linkForm(nodes: number, act: (act: Act) => void): HTMLElement {
  const [from, to] = [nodeChoice(nodes), nodeChoice(nodes)];
  to.value = "1";
  const way = html(
    "select",
    {},
    html("option", { value: "both" }, "both ways"),
    html("option", { value: "one" }, "this way only"),
  );
  const ends = () => ({ from: Number(from.value), to: Number(to.value) });
  const check = () => to.setCustomValidity(from.value === to.value ? "Choose two nodes." : "");
  for (const choice of [from, to]) choice.addEventListener("change", check);
  const mend = html("button", { type: "button" }, "Mend");
  mend.addEventListener("click", () => {
    if (to.reportValidity()) act({ kind: "mend link", ...ends() });
  });
  const form = html(
    "form",
    { class: "hbp-form", "aria-label": "Links" },
    field("From", from),
    field("to", to),
    field("", way),
    html("button", { type: "submit" }, "Cut link"),
    mend,
  );
  way.setAttribute("aria-label", "Which way");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act({ kind: "cut link", ...ends(), oneWay: way.value === "one" });
  });
  return form;
}

/** Asks for another leader. */
export function leaderForm(
  nodes: number,
  act: (act: Act) => void,
): HTMLElement {
  const heir = nodeChoice(nodes);
  const form = html(
    "form",
    { class: "hbp-form", "aria-label": "Leadership" },
    field("Pass leadership to", heir),
    html("button", { type: "submit" }, "Transfer"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act({ kind: "transfer", node: Number(heir.value) });
  });
  return form;
}

function textInput(value: string): HTMLInputElement {
  return html("input", {
    value,
    required: true,
    maxlength: 8,
    pattern: "[A-Za-z0-9]{1,8}",
    title: "1 to 8 letters and digits",
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "off",
    size: 5,
  });
}
