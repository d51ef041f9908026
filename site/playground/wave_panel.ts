/// <reference lib="dom" />
/** How far the latest has spread, in words and as a curve over the rounds. @module */

import type { NodeView } from "../../lib/laboratory/playground/film.ts";
import type { Wave } from "../../lib/laboratory/playground/waves.ts";
import { html, svg } from "../viewer/element.ts";
import type { Player } from "./player.ts";

/** The size of the curve. */
const width = 260, height = 72;
/** So many rounds fit at least. */
const leastRounds = 4;

/** Shows the wave that one player watches. */
export class WavePanel {
  readonly element: HTMLElement;
  readonly #player: Player;
  readonly #words = html("p", {});
  readonly #ticks = svg("path", { class: "hbp-ticks" });
  readonly #curve = svg("path", { class: "hbp-curve" });
  #shown = "";

  constructor(player: Player) {
    this.#player = player;
    this.element = html(
      "div",
      { class: "hbp-wave" },
      this.#words,
      svg(
        "svg",
        { viewBox: `0 -2 ${width} ${height + 4}`, "aria-hidden": true },
        this.#ticks,
        this.#curve,
      ),
    );
  }

  /** Shows it as it is now. */
  show(): void {
    const { kit, wave, scene, settings: { values }, time } = this.#player;
    const roundMs = kit.spread!.roundMs(values);
    const state = wave === undefined ? "" : [wave.words, wave.from, wave.heard.size].join("\n");
    if (state !== this.#shown || state === "") {
      this.#shown = state;
      this.#words.textContent = wave === undefined
        ? "Nothing is new: what a reader does is the next to spread."
        : waveWords(wave, scene.nodes, roundMs);
    }
    this.#draw(wave, scene.nodes.length, time, roundMs);
  }

  #draw(
    wave: Wave | undefined,
    nodes: number,
    time: number,
    roundMs: number,
  ): void {
    if (wave === undefined) return this.#curve.setAttribute("d", "");
    const last = Math.max(
      leastRounds,
      ...[...wave.heard.values()].map((at) => Math.ceil((at - wave.from) / roundMs)),
    );
    const now = Math.min(last, (time - wave.from) / roundMs);
    const x = (rounds: number) => (rounds / last * width).toFixed(1);
    const y = (heard: number) => (height - heard / nodes * height).toFixed(1);
    let d = `M0 ${y(0)}`, heard = 0;
    for (const at of wave.heard.values()) {
      d += `H${x((at - wave.from) / roundMs)}V${y(++heard)}`;
    }
    this.#curve.setAttribute("d", `${d}H${x(now)}`);
    const ticks = Array.from(
      { length: last + 1 },
      (_, i) => `M${x(i)} ${height}v-4`,
    );
    this.#ticks.setAttribute(
      "d",
      `M0 ${height}H${width}M0 0H${width}${ticks.join("")}`,
    );
  }
}

/** How far a wave has come, in words; those that are down and have not heard are not waited for. */
export function waveWords(
  wave: Wave,
  nodes: readonly NodeView[],
  roundMs: number,
): string {
  const running = nodes.filter(({ isUp }) => isUp);
  const heard = running.filter(({ node }) => wave.heard.has(node)).length;
  const last = Math.max(...wave.heard.values());
  const rounds = ((last - wave.from) / roundMs).toFixed(1);
  const of = heard === running.length ? `all ${heard}` : `${heard} of ${running.length}`;
  return `${wave.words}: heard by ${of} that run, in ${rounds} rounds.`;
}
