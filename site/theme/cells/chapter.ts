/** The cells of the chapter that is shown, which run in this page. @module */

import type { Trouble } from "../../run/messages.ts";
import { saveFile } from "../save_file.ts";
import { type CellView, cellView } from "./cell_view.ts";
import { type ChapterBar, chapterBar } from "./chapter_bar.ts";
import { type Edits, keepEdits, keptEdits } from "./kept.ts";
import { editsIn, linkWith } from "./link.ts";
import { located } from "./located.ts";
import { notebookOf } from "./notebook.ts";
import { type Runner, startRunner } from "./runner.ts";

/** The cells that have their buttons. */
let awake: readonly HTMLElement[] = [];
/** Ends what runs on the page that was shown before. */
let leave = () => {};

/** Gives the cells of the page that is shown now their buttons; a page without cells has none. */
export function wakeCells(): void {
  const chapter = document.querySelector<HTMLElement>("[data-chapter]")
    ?.dataset["chapter"];
  const elements = [...document.querySelectorAll<HTMLElement>(".vp-doc .cell")];
  // The page is told to be new more often than it is.
  if (elements.length === awake.length && elements.every((each, i) => each === awake[i])) return;
  leave();
  leave = () => {};
  awake = elements;
  if (chapter === undefined || elements.length === 0) return;
  leave = open(chapter, elements);
}

function hasRun(view: CellView): boolean {
  return view.standing() === "ran" || view.standing() === "same";
}

function open(chapter: string, elements: readonly HTMLElement[]): () => void {
  const views: CellView[] = elements.map((element, i) =>
    cellView(element, i + 1, {
      run: (view) => void runNeeded(view),
      runAllAbove: (view) => void runList(views.slice(0, view.number - 1)),
      changed: () => keep(),
    })
  );
  const byId = new Map(views.map((view) => [view.id, view]));
  const bar: ChapterBar = chapterBar({
    runAll: () => void runList(views),
    stop,
    reset() {
      stop();
      for (const view of views) view.change();
      keep();
      bar.say("All cells are those of the book again.");
    },
    save: () => void saveNotebook(),
    link: () => void copyLink(),
  });
  document.querySelector(".vp-doc h1")?.after(bar.element);

  let runner: Promise<Runner> | undefined;
  let isBusy = false;
  let wantsStop = false;

  function editsNow(): Edits {
    const edited = views.filter(({ source, committed }) => source !== committed);
    return Object.fromEntries(edited.map(({ id, source }) => [id, source]));
  }

  async function saveNotebook(): Promise<void> {
    try {
      const text = await notebookOf(chapter, views);
      saveFile(`${chapter}.ipynb`, text, "application/x-ipynb+json");
      bar.say(`Saved as ${chapter}.ipynb.`);
    } catch (error) {
      bar.say(`The notebook cannot be saved: ${(error as Error).message}`);
    }
  }

  async function copyLink(): Promise<void> {
    const link = await linkWith(editsNow());
    try {
      await navigator.clipboard.writeText(link);
      bar.say(
        "The link is copied. Your cells are in the link itself, and on no server.",
      );
    } catch {
      location.replace(link);
      bar.say(
        "The address of this page holds your cells now: copy it from the browser.",
      );
    }
  }

  function keep(): void {
    const edits = editsNow();
    if (!keepEdits(chapter, edits)) {
      bar.say("This browser keeps nothing: copy what you want to keep.");
    }
    bar.edited(Object.keys(edits).length > 0);
  }

  function stop(): void {
    wantsStop = true;
    void runner?.then((each) => each.stop(), () => {});
    forget();
  }

  /** Without its worker, nothing that ran is there any more. */
  function forget(): void {
    runner = undefined;
    for (const view of views) if (hasRun(view)) view.stand("stale");
  }

  async function ready(): Promise<Runner | undefined> {
    try {
      bar.say("The library is fetched.");
      return await (runner ??= startRunner(chapter));
    } catch (error) {
      runner = undefined;
      bar.say(
        `Cells cannot run because the library must be fetched: ${(error as Error).message}`,
      );
      return undefined;
    }
  }

  async function runNeeded(view: CellView): Promise<void> {
    if (isBusy) return bar.say("Another cell runs. Stop it, or wait for it.");
    const started = await ready();
    if (started === undefined) return;
    const { cells, stale } = await started.plan(
      view.id,
      views.map(({ id, source }) => ({ id, source })),
    );
    await runList(cells.map((id) => byId.get(id)!));
    for (const id of stale) {
      if (!cells.includes(id)) byId.get(id)!.stand("stale");
    }
  }

  /** Runs cells in order, up to the first that goes wrong. */
  async function runList(list: readonly CellView[]): Promise<void> {
    if (isBusy) return bar.say("Another cell runs. Stop it, or wait for it.");
    isBusy = true;
    wantsStop = false;
    bar.busy(true);
    const started = await ready();
    for (const view of list) view.stand("waiting");
    let ran = 0;
    for (const view of started === undefined ? [] : list) {
      if (wantsStop) break;
      bar.say(`Cell ${view.number} runs, ${ran + 1} of ${list.length}.`);
      if (!await runOne(started!, view)) break;
      ran++;
    }
    for (const view of list) {
      if (view.standing() === "waiting") {
        view.stand(view.source === view.committed ? "kept" : "edited");
      }
    }
    if (ran === list.length) {
      bar.say(ran === 1 ? "The cell has run." : `${ran} cells have run.`);
    }
    isBusy = false;
    bar.busy(false);
  }

  async function runOne(started: Runner, view: CellView): Promise<boolean> {
    const since = performance.now(), { source } = view;
    view.begin();
    view.stand("running");
    const ending = await started.run(
      view,
      (output, recording) =>
        void view.show(
          output,
          recording === undefined ? undefined : (place) => explore(started, recording, place),
        ),
      (progress) => view.far(progress),
    );
    if (typeof ending === "string") {
      forget();
      view.stand("failed");
      view.fail(
        ending === "stopped"
          ? "Stopped. What the cells have declared is gone: the next run begins anew."
          : "Stopped after three minutes, since a page cannot know whether it would end.",
        "",
      );
      bar.say(
        ending === "stopped" ? "Stopped." : "A cell ran for three minutes and was stopped.",
      );
      return false;
    }
    if (ending.trouble === undefined) {
      view.end(performance.now() - since);
      return true;
    }
    const { message, isSyntax } = ending.trouble;
    const trouble = isSyntax ? await located(ending.trouble, source) : ending.trouble;
    view.stand(trouble.needsDeno ? "kept" : "failed");
    view.fail(trouble, placeOf(trouble, view));
    if (!trouble.needsDeno) {
      bar.say(`Cell ${view.number} went wrong: ${message}`);
      if (trouble.line !== undefined) {
        await byId.get(trouble.cell!)?.mark(trouble.line);
      }
    }
    return trouble.needsDeno;
  }

  async function explore(
    started: Runner,
    recording: number,
    place: HTMLElement,
  ): Promise<void> {
    if (isBusy || runner === undefined) {
      place.textContent = isBusy
        ? "A cell runs: run this one again afterwards to explore its run."
        : "The run is gone with the worker: run the cell again to explore it.";
      return;
    }
    const packed = await started.recording(recording);
    const { openRun } = await import("./run_viewer.ts");
    openRun(place, packed);
  }

  function placeOf({ cell, line }: Trouble, view: CellView): string {
    if (line === undefined) return "";
    const where = cell === view.id ? "" : ` of cell ${byId.get(cell!)?.number}`;
    return `Line ${line}${where}: `;
  }

  function put(edits: Edits): void {
    for (const [id, source] of Object.entries(edits)) {
      byId.get(id)?.change(source);
    }
    bar.edited(Object.keys(editsNow()).length > 0);
  }

  put(keptEdits(chapter));
  void editsIn(location.hash).then((edits) => {
    if (edits === undefined) return;
    put(edits);
    const count = Object.keys(editsNow()).length;
    bar.say(
      `${count} ${
        count === 1 ? "cell comes" : "cells come"
      } from the link. Nothing has run yet: read before you run.`,
    );
  });
  return stop;
}
