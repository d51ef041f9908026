/// <reference lib="dom" />
/** Time: play, pause, a step, a slider, and how slowly. @module */

import { button, html, icon } from "../viewer/element.ts";
import type { Player } from "./player.ts";
import { seconds } from "./words.ts";

const faces = {
  play: "M5 3.2v9.6L12.5 8z",
  pause: "M5.2 3.5v9M10.8 3.5v9",
  step: "M4 3.5v9L9.5 8zM12.2 3.5v9",
  back: "M12 3.5v9L6.5 8zM3.8 3.5v9",
};

const speeds: readonly (readonly [number, string])[] = [
  [1 / 200, "200 times slower"],
  [1 / 50, "50 times slower"],
  [1 / 20, "20 times slower"],
  [1 / 10, "10 times slower"],
  [1 / 4, "4 times slower"],
  [1 / 2, "half as fast"],
  [1, "as fast as it is"],
];

/** The controls of one player. */
export class Controls {
  readonly element: HTMLElement;
  readonly #player: Player;
  readonly #play: HTMLButtonElement;
  readonly #slider = html("input", {
    type: "range",
    min: 0,
    max: 1000,
    step: 1,
    value: 0,
  });
  readonly #time = html("output", { class: "hbp-time" });
  #wasPlaying: boolean | undefined;

  constructor(player: Player) {
    this.#player = player;
    this.#play = playButton(player);
    this.#slider.setAttribute("aria-label", "Time in the run");
    this.#slider.addEventListener("input", () => {
      player.pause();
      player.seek(Number(this.#slider.value));
    });
    const steps = [
      button(
        "Back to what happened before",
        icon(faces.back),
        () => player.back(),
      ),
      button("On to what happens next", icon(faces.step), () => player.step()),
    ];
    this.element = html(
      "div",
      { class: "hbp-bar", role: "group", "aria-label": "Time" },
      this.#play,
      ...steps,
      this.#slider,
      this.#time,
      speedOf(player),
    );
  }

  /** Shows the time. */
  show(): void {
    const { time, end, isPlaying } = this.#player;
    showPlay(this.#play, isPlaying, this.#wasPlaying);
    this.#wasPlaying = isPlaying;
    this.#slider.max = String(Math.max(1000, Math.ceil(end / 1000) * 1000));
    this.#slider.value = String(Math.round(time));
    this.#slider.setAttribute("aria-valuetext", seconds(time));
    this.#time.textContent = seconds(time);
  }
}

/** A button that lets time pass, or stops it. */
export function playButton(player: Player): HTMLButtonElement {
  const element = button("Play", icon(faces.play), () => {
    if (player.isPlaying) player.pause();
    else player.play();
  });
  element.classList.add("hbp-play");
  return element;
}

/** Shows on that button what it does now. */
export function showPlay(
  element: HTMLButtonElement,
  isPlaying: boolean,
  before: boolean | undefined,
): void {
  if (isPlaying === before) return;
  const label = isPlaying ? "Pause" : "Play";
  element.setAttribute("aria-label", label);
  element.title = label;
  element.replaceChildren(icon(isPlaying ? faces.pause : faces.play));
}

function speedOf(player: Player): HTMLElement {
  const choices = speeds.map(([speed, words]) => {
    const option = html("option", { value: speed }, words);
    option.selected = speed === player.speed;
    return option;
  });
  const choice = html("select", { "aria-label": "Speed" }, ...choices);
  choice.addEventListener("change", () => player.speed = Number(choice.value));
  return choice;
}
