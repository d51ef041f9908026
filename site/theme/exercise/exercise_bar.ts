/** What holds for a whole exercise, or for all of them: points, files in and out. @module */

import { button } from "./button.ts";

/** The row under the title. */
export interface ExerciseBar {
  readonly element: HTMLElement;
  /** Says something, also to a screen reader. */
  say(words: string): void;
  earned(points: number, possible: number): void;
  busy(isBusy: boolean): void;
}

/** A button that is there always, and one that is there while something runs. */
export type BarButton = readonly [text: string, title: string, act: () => void];

/** Makes the row; `stop` is there while something is judged. */
export function exerciseBar(
  label: string,
  buttons: readonly BarButton[],
  stop?: BarButton,
): ExerciseBar {
  const element = document.createElement("div");
  element.className = "exercise-bar";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", label);
  const score = document.createElement("strong");
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", "Points");
  const said = document.createElement("span");
  said.className = "exercise-said";
  said.setAttribute("role", "status");
  const ending = stop === undefined ? undefined : button(...stop);
  if (ending !== undefined) ending.hidden = true;
  const made = buttons.map((each) => button(...each));
  element.append(score, bar, ...made, ...ending === undefined ? [] : [ending], said);
  return {
    element,
    say(words) {
      said.textContent = words;
    },
    earned(points, possible) {
      score.textContent = `${points} of ${possible} points`;
      bar.max = possible;
      bar.value = points;
    },
    busy(isBusy) {
      if (ending !== undefined) ending.hidden = !isBusy;
      element.dataset["busy"] = String(isBusy);
    },
  };
}
