/// <reference lib="dom" />
/** The space-time diagram of the run, fetched when a reader asks for it. @module */

import { momentsOf } from "../../lib/figure/explorer/moments.ts";
import { encodeSession } from "../../lib/laboratory/playground/code.ts";
import type { Viewer } from "../viewer/mod.ts";
import { html } from "../viewer/element.ts";
import type { Player } from "./player.ts";
import { seconds } from "./words.ts";

/** A part of the page that opens into the diagram. */
export class Explore {
  readonly element: HTMLDetailsElement;
  /** Where the diagram is, apart from the playground, whose styles are not its own. */
  readonly place: HTMLElement = html("div", { class: "hbp-explored" });
  readonly #player: Player;
  readonly #again = html(
    "button",
    { type: "button" },
    "Draw the run as it is now",
  );
  #viewer: Viewer | undefined;
  #isMoving = false;

  constructor(player: Player) {
    this.#player = player;
    this.#again.addEventListener("click", () => void this.#draw());
    this.element = html(
      "details",
      { class: "hbp-explore" },
      html("summary", {}, "Step through this run as a space-time diagram"),
      html("p", {}, this.#again),
    );
    this.element.addEventListener("toggle", () => {
      this.place.hidden = !this.element.open;
      if (this.element.open) void this.#draw();
    });
  }

  close(): void {
    this.#viewer?.close();
  }

  async #draw(): Promise<void> {
    const { openViewer } = await import("../viewer/mod.ts");
    this.#player.pause();
    const { trace, session, kit, violation, time, end } = this.#player;
    const moments = momentsOf(trace);
    const at = Math.max(
      0,
      moments.findLastIndex((moment) => moment.at <= time),
    );
    const recording = {
      title: `Seed ${session.seed}, ${seconds(end)} of ${session.nodes} nodes`,
      trace,
      seed: encodeSession(session, kit),
      ...(violation === undefined
        ? {}
        : { invariant: violation.invariant, breach: violation.words }),
    };
    this.#isMoving = true;
    if (this.#viewer !== undefined) this.#viewer.show(recording, at);
    else {
      const onMove = (moment: number) => this.#moved(moment);
      this.#viewer = openViewer(this.place, recording, { at, onMove });
    }
    this.#isMoving = false;
  }

  /** The ring follows the reader of the diagram. */
  #moved(moment: number): void {
    if (this.#isMoving) return;
    const at = momentsOf(this.#player.trace)[moment]?.at;
    if (at === undefined) return;
    this.#player.pause();
    this.#player.seek(at);
  }
}
