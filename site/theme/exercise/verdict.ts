/** What a part's judgement shows: words, and the run that went wrong, to be explored. @module */

import type { Judged } from "../../run/exercise/messages.ts";

/** A verdict on the page. */
export interface VerdictView {
  readonly element: HTMLElement;
  show(judged: Judged): Promise<void>;
  /** Adds a line that the judged code has printed. */
  print(line: string): void;
  /** Says that what is shown is about an earlier answer. */
  age(): void;
  clear(): void;
}

/** Makes the place of a verdict; it is empty and hidden until there is one. */
export function verdictView(label: string): VerdictView {
  const element = document.createElement("div");
  element.className = "verdict";
  element.hidden = true;
  element.tabIndex = -1;
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", label);
  let printed: HTMLElement | undefined;
  let close = () => {};
  let turn = 0;

  function clear(): void {
    turn++;
    close();
    close = () => {};
    printed = undefined;
    element.replaceChildren();
    element.hidden = true;
    delete element.dataset["old"];
  }

  return {
    element,
    clear,
    async show(judged) {
      const lines = printed;
      clear();
      const own = turn;
      element.hidden = false;
      element.append(heading(judged), ...words(judged));
      if (lines !== undefined) element.append(printed = lines);
      const { recording, drawing } = judged;
      if (recording === undefined) return;
      const diagram = made("div", "diagram");
      element.append(diagram);
      const [{ unpack }, { openViewer }] = await Promise.all([
        import("../../../lib/figure/explorer/unpack.ts"),
        import("../../viewer/viewer.ts"),
      ]);
      if (own !== turn) return;
      const viewer = openViewer(diagram, unpack(recording));
      close = () => viewer.close();
      if (drawing !== undefined) element.append(pictured(drawing.svg, drawing.words));
    },
    print(line) {
      if (printed === undefined) {
        printed = made("details", "printed");
        printed.append(made("summary", "", "What your code printed"), made("pre", ""));
        element.append(printed);
        element.hidden = false;
      }
      printed.lastElementChild!.append(`${line}\n`);
    },
    age() {
      if (!element.hidden) element.dataset["old"] = "";
    },
  };
}

/** How a part stands, in a sentence. */
export function sentence({ result: { number, standing, points, unjudged } }: Judged): string {
  if (unjudged) return `Part ${number} is not judged.`;
  switch (standing) {
    case "done":
      return `Part ${number} is done: ${points} ${points === 1 ? "point" : "points"}.`;
    case "wrong":
      return `Part ${number} is wrong.`;
    case "not done yet":
      return `Part ${number} is not done yet.`;
  }
}

function heading(judged: Judged): HTMLElement {
  const line = made("p", "verdict-head", sentence(judged));
  const { standing, unjudged } = judged.result;
  line.dataset["standing"] = unjudged ? "not judged" : standing;
  return line;
}

function words({ result: { standing }, explanation }: Judged): HTMLElement[] {
  if (standing === "done" || explanation === "") return [];
  const text = made("pre", "explanation", explanation);
  text.tabIndex = 0;
  return [text];
}

/** As an image, in which no script runs and no markup counts, whatever was drawn. */
function pictured(svg: string, alt: string): HTMLElement {
  const image = document.createElement("img");
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  image.alt = alt;
  const frame = made("div", "drawing");
  frame.tabIndex = 0;
  frame.append(image);
  return frame;
}

function made(tag: string, className: string, text?: string): HTMLElement {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}
