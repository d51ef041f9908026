/// <reference lib="dom" />
/** Through whose eyes a reader looks at the ring, and which messages are drawn there. @module */

import type { MessageLook } from "../../lib/kit/playground/look.ts";
import type { Sight } from "../../lib/kit/playground/views.ts";
import { countedView, sightsOf } from "../../lib/laboratory/playground/sight.ts";
import { html } from "../viewer/element.ts";
import { field } from "./forms.ts";
import type { Player } from "./player.ts";
import type { RingSight } from "./ring.ts";
import { sightWords } from "./words.ts";

/** What may be drawn of messages. */
const choices = ["all", "only what is new", "none"] as const;

/** The choice of eyes for one cluster. */
export class Eyes {
  readonly element: HTMLElement;
  readonly #player: Player;
  readonly #sight: HTMLSelectElement;
  readonly #messages = html(
    "select",
    {},
    ...choices.map((value) => html("option", { value }, value)),
  );
  readonly #counts = html("p", { class: "hbp-counts", role: "status" });

  constructor(player: Player) {
    this.#player = player;
    const { kit, session: { nodes } } = player;
    const sights = sightsOf(kit, nodes);
    this.#sight = html(
      "select",
      {},
      ...sights.map((sight) => html("option", { value: sight }, sightWords(sight))),
    );
    this.#sight.addEventListener(
      "change",
      () => player.look(sights[this.#sight.selectedIndex]!),
    );
    this.#messages.addEventListener("change", () => player.look(player.sight));
    this.element = html(
      "div",
      { class: "hbp-eyes" },
      html(
        "div",
        { class: "hbp-form", role: "group", "aria-label": "What is shown" },
        field("Seen", this.#sight),
        field("Messages", this.#messages),
      ),
      this.#counts,
    );
  }

  /** How the ring is looked at now. */
  get sight(): RingSight {
    const { sight, wave } = this.#player;
    const drawn = this.#messages.value;
    const shows = ({ shape }: MessageLook) =>
      drawn === "all" || drawn === "only what is new" && shape !== "dot";
    return { sight, wave, shows };
  }

  /** Shows whose eyes they are, and what they see. */
  show(): void {
    const { kit, scene, sight } = this.#player;
    if (this.#sight.value !== String(sight)) this.#sight.value = String(sight);
    const words = this.#words(sight, countedView(kit, scene.nodes, sight));
    if (this.#counts.textContent !== words) this.#counts.textContent = words;
  }

  #words(sight: Sight, counted: string): string {
    if (sight === "spread") return "Those that have heard it are filled.";
    return counted === "" ? "" : `Of the others, node ${sight} sees ${counted}.`;
  }
}
