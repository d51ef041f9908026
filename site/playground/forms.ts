/// <reference lib="dom" />
/** What a reader asks for in words and numbers: requests, links, commands to a node. @module */

import type { AnyPlaygroundKit, Command, Field } from "../../lib/kit/playground.ts";
import type { Act } from "../../lib/laboratory/playground/session.ts";
import { html } from "../viewer/element.ts";

/** A field with its name. */
export function field(name: string, input: HTMLElement): HTMLLabelElement {
  return html("label", {}, html("span", {}, name), input);
}

/** A choice among nodes. */
export function nodeChoice(
  nodes: readonly number[],
  first?: string,
): HTMLSelectElement {
  const options = nodes.map((node) => html("option", { value: node }, `node ${node}`));
  const extra = first === undefined ? [] : [html("option", { value: "" }, first)];
  return html("select", {}, ...extra, ...options);
}

/** The numbers of so many nodes. */
export function numbersOf(nodes: number): number[] {
  return Array.from({ length: nodes }, (_, node) => node);
}

/** What the forms of requests are about; the one that is seen at once is about nothing else. */
export function formsOf({ requests }: AnyPlaygroundKit): string[] {
  return [...new Set(Object.values(requests).flatMap(({ form }) => form ?? []))];
}

/** Lets the client beside a node make the requests of one form. */
export class RequestForm {
  readonly element: HTMLFormElement;
  readonly #kit: AnyPlaygroundKit;
  readonly #node: HTMLSelectElement;
  readonly #inputs: ReadonlyMap<string, HTMLInputElement | HTMLSelectElement>;

  /** `act` does it; `leader` says who leads, for those who do not choose a node; `form` is what it is about. */
  constructor(
    kit: AnyPlaygroundKit,
    nodes: number,
    act: (act: Act) => void,
    leader: () => number | undefined,
    form?: string,
  ) {
    this.#kit = kit;
    const requests = Object.keys(kit.requests).filter((name) => kit.requests[name]!.form === form);
    const fields = Object.keys(kit.fields).filter((name) =>
      requests.some((request) => kit.requests[request]!.fields.includes(name))
    );
    const asked = numbersOf(nodes).filter((node) => kit.asksAt?.(node) ?? true);
    this.#node = nodeChoice(asked, kit.leader && `the ${kit.leader.word}`);
    this.#inputs = new Map(fields.map((name) => [name, inputOf(kit.fields[name]!, nodes)]));
    const node = () => this.#node.value === "" ? leader() ?? asked[0]! : Number(this.#node.value);
    const ask = (request: string) => {
      act({ kind: "ask", node: node(), request, words: this.#words(request) });
    };
    const [first = "", ...others] = requests;
    this.element = html(
      "form",
      { class: "hbp-form", "aria-label": form ?? "Ask for a command" },
      ...fields.map((name) => field(kit.fields[name]!.label, this.#inputs.get(name)!)),
      field("at", this.#node),
      html("button", { type: "submit" }, kit.requests[first]!.label),
      ...others.map((request) => this.#button(request, ask)),
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(first);
      this.#count(first);
    });
  }

  /** Asks for what the first request needs, at a node. */
  focus(node: number): void {
    if (this.#kit.asksAt?.(node) === false) return;
    const input = [...this.#inputs.values()].at(-1);
    this.#node.value = String(node);
    input?.focus();
    if (input instanceof HTMLInputElement) input.select();
  }

  /** A button for a request that may need fewer fields than the first. */
  #button(request: string, ask: (request: string) => void): HTMLButtonElement {
    const { label, fields } = this.#kit.requests[request]!;
    const button = html("button", { type: "button" }, label);
    button.addEventListener("click", () => {
      if (fields.every((name) => this.#inputs.get(name)!.reportValidity())) {
        ask(request);
      }
    });
    return button;
  }

  #words(request: string): Record<string, string> {
    const { fields } = this.#kit.requests[request]!;
    return Object.fromEntries(
      fields.map((name) => [name, this.#inputs.get(name)!.value]),
    );
  }

  /** The last field of a request goes on to the next number, as long as that has room. */
  #count(request: string): void {
    const name = this.#kit.requests[request]!.fields.at(-1);
    const input = this.#inputs.get(name ?? "");
    const value = input?.value;
    if (!(input instanceof HTMLInputElement) || !Number.isInteger(Number(value))) return;
    input.value = String(Number(value) + 1);
    if (!input.checkValidity()) input.value = value;
  }
}

/** Cuts and mends links. */
export function linkForm(nodes: number, act: (act: Act) => void): HTMLElement {
  const [from, to] = [
    nodeChoice(numbersOf(nodes)),
    nodeChoice(numbersOf(nodes)),
  ];
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

/** Gives a node a command. */
export function commandForm(
  command: string,
  { title, label, button }: Command<unknown>,
  nodes: number,
  act: (act: Act) => void,
): HTMLElement {
  const choice = nodeChoice(numbersOf(nodes));
  const form = html(
    "form",
    { class: "hbp-form", "aria-label": title },
    field(label, choice),
    html("button", { type: "submit" }, button),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act({ kind: "command", node: Number(choice.value), command });
  });
  return form;
}

function inputOf(
  { kind, usual, pattern, words }: Field,
  nodes: number,
): HTMLInputElement | HTMLSelectElement {
  if (kind === "node") return nodeChoice(numbersOf(nodes));
  return html("input", {
    value: usual,
    required: true,
    maxlength: 8,
    pattern,
    title: words,
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "off",
    size: 5,
  });
}
