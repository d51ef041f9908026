/// <reference lib="dom" />
/** What a reader is told of the run: a rule that is broken, what broke, what will happen again, what was refused. @module */

import { actWords } from "../../lib/laboratory/playground/news.ts";
import { html } from "../viewer/element.ts";
import type { Player } from "./player.ts";
import { capital } from "./words.ts";

/** The notices of one player. */
export class Notices {
  /** That a rule is broken. */
  readonly bug: HTMLElement = html("p", { class: "hbp-warning" });
  /** What will happen again. */
  readonly ahead: HTMLElement = html("p", { class: "hbp-ahead" });
  /** What broke. */
  readonly breach: HTMLElement = html("div", {
    class: "hbp-breach",
    role: "alert",
  });
  /** What could not be done. */
  readonly said: HTMLElement = html("p", {
    class: "hbp-refusal",
    role: "alert",
  });
  readonly #player: Player;
  #broken = "";

  constructor(player: Player) {
    this.#player = player;
  }

  /** Says what could not be done. */
  say(words: string): void {
    this.said.textContent = words;
  }

  /** Shows all but that. */
  show(): void {
    this.#showBreach();
    const { kit, settings: { bug }, session, time } = this.#player;
    const broken = bug === null ? "" : `A rule is broken: ${kit.bugs[bug]!.title}.`;
    if (this.bug.textContent !== broken) this.bug.textContent = broken;
    const ahead = session.acts.filter(({ at }) => at > time);
    const next = ahead[0];
    const words = next === undefined ? "" : `Ahead, at ${next.at} ms: ${actWords(kit, next.act)}` +
      `${ahead.length > 1 ? `, and ${ahead.length - 1} more` : ""}. ` +
      "This happens again, unless you do something else before.";
    if (this.ahead.textContent !== words) this.ahead.textContent = words;
  }

  #showBreach(): void {
    const { violation } = this.#player;
    const broken = violation === undefined ? "" : `${violation.at} ${violation.words}`;
    if (broken === this.#broken) return;
    this.#broken = broken;
    if (violation === undefined) return this.breach.replaceChildren();
    const back = html("button", { type: "button" }, "Go back 100 ms");
    back.addEventListener("click", () => this.#player.seek(violation.at - 100));
    this.breach.replaceChildren(
      html(
        "p",
        {},
        html("b", {}, `${capital(violation.invariant)} is broken. `),
        violation.words,
        ".",
      ),
      back,
    );
  }
}
