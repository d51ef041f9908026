/// <reference lib="dom" />
/** What the run is known by: its seed, its fingerprint, and a link that plays it again. @module */

import { play } from "../../lib/laboratory/playground/play.ts";
import { html } from "../viewer/element.ts";
import { hashOf } from "./link.ts";
import type { Player } from "./player.ts";

/** Shares one player's session. */
export class Share {
  readonly element: HTMLElement;
  readonly #player: Player;
  readonly #digest = html("code", { class: "hbp-digest" });
  readonly #link = html("input", {
    readonly: true,
    "aria-label": "Link to this run",
  });
  #state: string | undefined;
  /** What was copied: of any other moment it is not said. */
  #copied: string | undefined;
  #later = 0;
  readonly #said = html("span", { role: "status" });

  constructor(player: Player) {
    this.#player = player;
    const copy = html("button", { type: "button" }, "Copy link to this run");
    copy.addEventListener("click", () => void this.#copy());
    this.#link.hidden = true;
    this.#link.addEventListener("focus", () => this.#link.select());
    this.element = html(
      "div",
      { class: "hbp-share" },
      copy,
      this.#said,
      html(
        "span",
        { class: "hbp-fingerprint" },
        "Fingerprint of the run so far: ",
        this.#digest,
      ),
      this.#link,
    );
  }

  /** Shows the fingerprint of all until the time that is shown, once time stands still. */
  show(): void {
    const { isPlaying, digest, end, time, session, kit } = this.#player;
    const state = isPlaying ? "" : this.#here();
    if (state === this.#state) return;
    this.#state = state;
    if (state !== this.#copied) {
      this.#said.textContent = "";
      this.#link.hidden = true;
    }
    clearTimeout(this.#later);
    const isEnd = Math.ceil(time) >= end;
    this.#digest.textContent = isPlaying || !isEnd ? "…" : digest;
    if (isPlaying || isEnd) return;
    this.#later = setTimeout(() => {
      this.#digest.textContent = play(session, Math.ceil(time), kit).digest;
    }, 250);
  }

  /** The session, the time that is shown, and how. */
  #here(): string {
    const { time, sight } = this.#player;
    return hashOf(this.#player, time, sight);
  }

  /** Writes the session into the address, and copies that. */
  async #copy(): Promise<void> {
    this.#player.pause();
    this.#copied = this.#here();
    history.replaceState(history.state, "", this.#here());
    this.#link.value = location.href;
    try {
      await navigator.clipboard.writeText(location.href);
      this.#said.textContent = "Copied; the address of this page is the same.";
    } catch {
      this.#link.hidden = false;
      this.#link.focus();
      this.#said.textContent = "The browser did not let the page copy: here it is.";
    }
  }
}
