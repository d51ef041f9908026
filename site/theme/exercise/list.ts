/** The list of all exercises: how far each is, and files in and out. @module */

import { exerciseBar } from "./exercise_bar.ts";
import { chooseFile, exportAnswers, exportProgress, importFile } from "./files.ts";
import { keptProgress, keyOf } from "./kept_progress.ts";

/** Puts points beside the exercises of the page, and the row of buttons into `place`. */
export function openList(place: HTMLElement): void {
  const entries = [...document.querySelectorAll<HTMLElement>("[data-exercise-entry]")];
  const bar = exerciseBar("All exercises", [
    ["Export progress", "Save what is done as a file", () => bar.say(exportProgress())],
    [
      "Export answers",
      "Save all your answers as a file",
      async () => bar.say(await exportAnswers()),
    ],
    [
      "Import",
      "Take answers or progress from a file",
      () => chooseFile((file) => void imported(file)),
    ],
  ]);
  place.replaceChildren(bar.element);

  async function imported(file: File): Promise<void> {
    bar.say(await importFile(file));
    tell();
  }

  function tell(): void {
    const { done } = keptProgress();
    let earned = 0, possible = 0;
    for (const entry of entries) {
      const { exerciseEntry: slug = "", points = "" } = entry.dataset;
      const parts = points.split(",").map(Number);
      const isDone = parts.map((_, i) => done.includes(keyOf(slug, i + 1)));
      const own = parts.reduce((sum, each, i) => sum + (isDone[i] ? each : 0), 0);
      earned += own;
      possible += parts.reduce((sum, each) => sum + each, 0);
      const count = isDone.filter(Boolean).length;
      entry.querySelector(".entry-done")?.remove();
      if (count === 0) continue;
      const said = document.createElement("span");
      said.className = "entry-done";
      said.textContent = count === parts.length
        ? `done: ${own} points`
        : `${count} done: ${own} points`;
      entry.querySelector("a")!.append(said);
    }
    bar.earned(earned, possible);
  }
  tell();
}
