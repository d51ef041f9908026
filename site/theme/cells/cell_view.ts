/** One cell on the page: its code, its buttons, and what it has shown. @module */

import type { Progress } from "../../../lib/model/progress.ts";
import type { Output } from "../../../tools/notebook/types.ts";
import type { Trouble } from "../../run/messages.ts";
import type { Editor } from "./editor.ts";
import { outputsDigest } from "../../run/outputs_digest.ts";
import { progressWords, showProgress } from "./progress_bar.ts";
import { shown } from "./shown.ts";

/** How a cell stands. */
export type Standing =
  /** What is under it was made by the kernel, when the book was made. */
  | "kept"
  | "edited"
  | "waiting"
  | "running"
  | "ran"
  /** It ran, and showed what the kernel had shown. */
  | "same"
  | "stale"
  | "failed";

/** What is said of a standing; of `kept` nothing. */
const words: Readonly<Record<Standing, string>> = {
  kept: "",
  edited: "edited, not run yet",
  waiting: "waits",
  running: "runs",
  ran: "ran here",
  same: "ran here, and showed what the book shows",
  stale: "stale: a cell above has run since",
  failed: "went wrong",
};

/** What the buttons of a cell ask for. */
export interface Wishes {
  run(view: CellView): void;
  runAllAbove(view: CellView): void;
  changed(view: CellView): void;
}

/** One cell on the page. */
export interface CellView {
  readonly id: string;
  /** From 1, over the cells of code. */
  readonly number: number;
  /** The code as the book has it. */
  readonly committed: string;
  readonly source: string;
  readonly outputs: readonly Output[];
  stand(standing: Standing, ms?: number): void;
  standing(): Standing;
  /** Shows how far a sweep or an exploration is in it. */
  far(progress: Progress): void;
  /** Takes away what was shown, for what will be. */
  begin(): void;
  /** Shows an output; if it is the picture of a run, `explore` opens that run in an element. */
  show(
    output: Output,
    explore?: (place: HTMLElement) => Promise<void>,
  ): Promise<void>;
  /** Has run to its end, in so many ms; what was shown by then stands. */
  end(ms: number): void;
  fail(trouble: Trouble | string, where: string): void;
  /** Puts another code in place; `undefined` is that of the book, with what was under it. */
  change(source?: string): void;
  /** Marks a line in the cell's editor. */
  mark(line: number): Promise<void>;
}

/** Makes a cell of the page one that runs. */
export function cellView(
  element: HTMLElement,
  number: number,
  wishes: Wishes,
): CellView {
  const id = element.id.replace(/^cell-/, "");
  const block = element.querySelector<HTMLElement>("div[class*='language-']")!;
  const committed = block.querySelector("pre code")!.textContent!.replace(
    /\n$/,
    "",
  );
  const place = element.querySelector<HTMLElement>(".outputs") ??
    appended(element, "outputs");
  const keptOutputs = [...place.childNodes];
  const row = bar();
  const said = row.querySelector<HTMLElement>(".cell-said")!;
  const button = (name: string) => row.querySelector<HTMLButtonElement>(`[data-do="${name}"]`)!;
  /** What answers a prediction is folded, until the cell is run. */
  const fold = place.closest("details");
  (fold ?? place).before(row);

  let source = committed;
  let standing: Standing = "kept";
  let outputs: Output[] = [];
  /** What opens the runs whose pictures are shown, by the places of these among the outputs. */
  const explored = new Map<number, (place: HTMLElement) => Promise<void>>();
  let editor: Editor | undefined;
  let drawn: Promise<void> = Promise.resolve();

  const view: CellView = {
    id,
    number,
    committed,
    get source() {
      return source;
    },
    get outputs() {
      return outputs;
    },
    standing: () => standing,
    stand(next, ms) {
      standing = next;
      element.dataset["standing"] = next;
      const time = ms === undefined
        ? ""
        : ` (${ms < 950 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`})`;
      said.textContent = words[next] + time;
      button("reset").hidden = source === committed &&
        (next === "kept" || next === "same");
    },
    far(progress) {
      const bar = said.querySelector("progress") ?? document.createElement("progress");
      showProgress(bar, progress);
      said.replaceChildren(`runs: ${progressWords(progress)} `, bar);
    },
    begin() {
      outputs = [];
      explored.clear();
      if (fold !== null) fold.open = true;
      place.replaceChildren();
      editor?.mark();
    },
    show(output, explore) {
      outputs.push(output);
      if (explore !== undefined) explored.set(outputs.length - 1, explore);
      const last = outputs.at(-2);
      // Pieces of one stream are one text.
      if (
        last?.output_type === "stream" && output.output_type === "stream" &&
        last.name === output.name
      ) {
        outputs.splice(-2, 2, { ...last, text: last.text + output.text });
        drawn = drawn.then(async () =>
          place.lastElementChild?.replaceWith(await shown(outputs.at(-1)!))
        );
      } else {
        drawn = drawn.then(async () => place.append(await shown(output)));
      }
      return drawn;
    },
    end(ms) {
      const isSame = outputsDigest(outputs) === element.dataset["outputs"];
      // Its pictures are drawn and its code is coloured already.
      if (isSame) {
        drawn = drawn.then(() => place.replaceChildren(...keptOutputs));
      }
      drawn = drawn.then(() => offerRuns(place, explored));
      view.stand(isSame ? "same" : "ran", ms);
    },
    fail(trouble, where) {
      const said = document.createElement("pre");
      said.className = "output output-error";
      said.tabIndex = 0;
      said.textContent = typeof trouble === "string" ? trouble : `${where}${trouble.message}`;
      if (typeof trouble !== "string" && trouble.needsDeno) {
        said.className = "output output-needs";
        said.textContent =
          `This cell needs Deno on a machine: ${trouble.message}. What stands here was made when the book was made.`;
        place.replaceChildren(said, ...keptOutputs);
      } else {
        drawn = drawn.then(() => place.append(said));
      }
    },
    change(next) {
      source = next ?? committed;
      if (editor === undefined && source !== committed) void edit(false);
      editor?.setText(source);
      if (next === undefined) {
        outputs = [];
        explored.clear();
        place.replaceChildren(...keptOutputs);
      }
      view.stand(next === undefined ? "kept" : "edited");
    },
    async mark(line) {
      await edit(false);
      editor?.mark(line);
    },
  };

  async function edit(withFocus: boolean): Promise<void> {
    if (editor === undefined) {
      const { openEditor } = await import("./editor.ts");
      if (editor !== undefined) return;
      const desk = document.createElement("div");
      desk.className = "cell-editor";
      const folded = block.closest("details");
      if (folded !== null) folded.open = true;
      block.after(desk);
      block.hidden = true;
      editor = openEditor(desk, source, {
        label: `The code of cell ${number}`,
        onChange(text) {
          if (text === source) return;
          source = text;
          view.stand(
            source === committed && outputs.length === 0 ? "kept" : "edited",
          );
          wishes.changed(view);
        },
        onRun: () => wishes.run(view),
        onLeave: () => button("run").focus(),
      });
      button("edit").hidden = true;
    }
    if (withFocus) editor.focus();
  }

  button("run").onclick = () => wishes.run(view);
  button("above").onclick = () => wishes.runAllAbove(view);
  button("edit").onclick = () => void edit(true);
  button("reset").onclick = () => {
    view.change();
    wishes.changed(view);
  };
  row.setAttribute("aria-label", `Cell ${number}`);
  return view;
}

function bar(): HTMLElement {
  const row = document.createElement("div");
  row.className = "cell-bar";
  row.setAttribute("role", "group");
  const buttons = [
    [
      "run",
      "Run",
      "Run this cell, and those above that it needs (Shift+Enter in the editor)",
    ],
    ["edit", "Edit", "Edit the code of this cell"],
    ["above", "Run all above", "Run all cells above, in order"],
    ["reset", "Reset", "Put the code and the output of the book back"],
  ] as const;
  for (const [name, text, title] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset["do"] = name;
    button.textContent = text;
    button.title = title;
    button.hidden = name === "reset";
    row.append(button);
  }
  const said = document.createElement("span");
  said.className = "cell-said";
  row.append(said);
  return row;
}

function appended(element: HTMLElement, className: string): HTMLElement {
  const child = document.createElement("div");
  child.className = className;
  element.append(child);
  return child;
}

/** Puts a button under each picture of a run that can be explored. */
function offerRuns(
  place: HTMLElement,
  runs: ReadonlyMap<number, (place: HTMLElement) => Promise<void>>,
): void {
  const pictures = [...place.querySelectorAll<HTMLElement>(":scope > .output")];
  for (const [at, explore] of runs) {
    const offer = document.createElement("p");
    offer.className = "cell-explore";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Explore this run";
    button.title = "Go through this run from moment to moment";
    button.onclick = async () => {
      const viewer = document.createElement("div");
      button.disabled = true;
      await explore(viewer);
      offer.replaceWith(viewer);
    };
    offer.append(button);
    pictures[at]?.after(offer);
  }
}
