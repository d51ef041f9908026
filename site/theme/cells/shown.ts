/** What a cell has shown, as elements of the page: the same as the tool makes of it that writes the page. @module */

import type { Output } from "../../../tools/notebook/types.ts";
import { bestForm, type Form } from "../../markdown/best_form.ts";
import { htmlMarkup, markup, svgMarkup } from "../../markdown/markup.ts";
import { watchChart } from "../charts.ts";
import { cleaned } from "./cleaned.ts";

/** The element of an output. */
export async function shown(output: Output): Promise<HTMLElement> {
  const form = bestForm(output);
  switch (form.kind) {
    case "chart":
      return pictured(form, markup(form.text));
    case "svg":
      return pictured(form, svgMarkup(form.text));
    case "html":
      return pictured(form, htmlMarkup(form.text));
    case "markdown":
      return await written(form);
    default:
      return verbatim(form);
  }
}

function pictured({ kind, spec }: Form, html: string): HTMLElement {
  const element = made("div", kind);
  element.tabIndex = 0;
  element.append(cleaned(html));
  if (spec !== undefined) watchChart(element, spec);
  return element;
}

/** Markdown as the page sets it; as it is written, where what sets it cannot be fetched. */
async function written(form: Form): Promise<HTMLElement> {
  try {
    const { rendered } = await import("./markdown.ts");
    const element = made("div", form.kind);
    element.append(cleaned(rendered(form.text)));
    return element;
  } catch {
    return verbatim(form);
  }
}

function verbatim({ kind, text }: Form): HTMLElement {
  const element = made("pre", kind);
  element.tabIndex = 0;
  element.textContent = text.replace(/\n$/, "");
  return element;
}

function made(tag: string, kind: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = `output output-${kind}`;
  return element;
}
