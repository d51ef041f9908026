/// <reference lib="dom" />
/** The whole playground. @module */

import { decodeSession } from "../../lib/laboratory/playground/code.ts";
import { mistakes } from "../../lib/laboratory/playground/mistakes.ts";
import { actWords, type News } from "../../lib/laboratory/playground/news.ts";
import {
  type Act,
  MOST_NODES,
  newSession,
  type Session,
} from "../../lib/laboratory/playground/session.ts";
import { assertSettings } from "../../lib/laboratory/playground/valid.ts";
import { html } from "../viewer/element.ts";
import { Controls } from "./controls.ts";
import { Explore } from "./explore.ts";
import { CommandForm, field, leaderForm, linkForm } from "./forms.ts";
import { legend } from "./legend.ts";
import { Logs } from "./logs.ts";
import type { Opened } from "./mod.ts";
import { type Opening, playInSight } from "./opening.ts";
import { Player } from "./player.ts";
import { Ring } from "./ring.ts";
import { SettingsForm } from "./settings.ts";
import { Share } from "./share.ts";
import { isUp, linkAct } from "./small.ts";

/** So much of the news is shown. */
const mostNews = 5;

/** Opens it. */
export function openLarge(root: HTMLElement, opening: Opening): Opened {
  let parts: Parts | undefined;
  const player = new Player(
    opening.session,
    () => parts?.show(),
    opening.isCalm,
  );
  const build = () => {
    parts?.close();
    parts = new Parts(player, (session, at) => {
      player.pause();
      player.open(session, at);
      build();
      if (at === 0 && !opening.isCalm) player.play();
    });
    root.replaceChildren(parts.element, parts.diagram);
    parts.show();
  };
  if (opening.isLinked) player.seek(opening.at);
  build();
  if (opening.refusal !== undefined) parts!.say(opening.refusal);
  const rest = playInSight(root, player, !opening.isCalm && !opening.isLinked);
  return {
    close() {
      rest();
      player.pause();
      parts?.close();
      root.replaceChildren();
    },
  };
}

type Open = (session: Session, at: number) => void;

/** Everything on the page, for one number of nodes. */
class Parts {
  readonly element: HTMLElement;
  readonly #player: Player;
  readonly #ring: Ring;
  readonly #logs: Logs;
  readonly #controls: Controls;
  readonly #settings: SettingsForm;
  readonly #share: Share;
  readonly #explore: Explore;
  readonly #news = html("ol", { class: "hbp-news", "aria-live": "polite" });
  readonly #ahead = html("p", { class: "hbp-ahead" });
  readonly #mistake = html("p", { class: "hbp-warning" });
  readonly #breach = html("div", { class: "hbp-breach", role: "alert" });
  readonly #said = html("p", { class: "hbp-refusal", role: "alert" });
  readonly #watcher: ResizeObserver;
  #most = 8;
  #told = 0;
  #last: News | undefined;
  #broken = "";

  constructor(player: Player, open: Open) {
    this.#player = player;
    const { nodes } = player.session;
    const act = (each: Act) => this.#act(each);
    const toggle = (node: number) => act({ kind: isUp(player, node) ? "crash" : "restart", node });
    const sever = (node: number) =>
      act({ kind: player.cuts.nodes.has(node) ? "join" : "cut", node });
    const command = new CommandForm(nodes, act, () => player.leader);
    const link = (from: number, to: number) => act(linkAct(player, from, to));
    this.#ring = new Ring(nodes, {
      toggle,
      sever,
      link,
      put: (node) => command.focus(node),
    });
    this.#logs = new Logs(nodes, { toggle, sever }, () => this.#most);
    this.#controls = new Controls(player);
    this.#settings = new SettingsForm((settings) => {
      assertSettings(settings);
      act({ kind: "set", settings });
    }, (text) => open(decodeSession(text), 0));
    this.#share = new Share(player);
    this.#explore = new Explore(player);
    const more = html(
      "details",
      { class: "hbp-more-acts" },
      html("summary", {}, "Links, leadership, settings, broken rules"),
      ...(nodes > 1 ? [linkForm(nodes, act)] : []),
      leaderForm(nodes, act),
      this.#settings.element,
      newForm(player, open),
    );
    this.element = html(
      "section",
      { class: "hbp hbp-large", "aria-label": "Playground" },
      html(
        "div",
        { class: "hbp-top" },
        this.#ring.element,
        html(
          "div",
          { class: "hbp-side" },
          this.#mistake,
          this.#news,
          command.element,
          legend(),
        ),
      ),
      this.#controls.element,
      this.#ahead,
      this.#breach,
      this.#said,
      this.#logs.element,
      this.#share.element,
      more,
      this.#explore.element,
    );
    this.#watcher = new ResizeObserver(() => this.#measure());
    this.#watcher.observe(this.#logs.element);
  }

  /** The place of the diagram, below the playground. */
  get diagram(): HTMLElement {
    return this.#explore.place;
  }

  show(): void {
    const player = this.#player;
    const { scene, cuts, violation } = player;
    this.#ring.show(scene, cuts, violation?.nodes);
    this.#logs.show(scene, cuts);
    this.#controls.show();
    this.#settings.show(player.settings);
    this.#share.show();
    this.#showNews();
    this.#showBreach();
    this.#showState();
  }

  /** Says what could not be done. */
  say(words: string): void {
    this.#said.textContent = words;
  }

  close(): void {
    this.#watcher.disconnect();
    this.#explore.close();
  }

  #act(act: Act): void {
    const player = this.#player;
    if (player.violation !== undefined) {
      return this.say(
        "The run stands still where the rule broke. Go back in time to do something else.",
      );
    }
    try {
      player.act(act);
      this.say("");
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error));
    }
  }

  /** Whether a rule is broken, and what will happen again. */
  #showState(): void {
    const { settings: { mistake }, session, time } = this.#player;
    const broken = mistake === null ? "" : `A rule is broken: ${mistakes[mistake].title}.`;
    if (this.#mistake.textContent !== broken) this.#mistake.textContent = broken;
    const ahead = session.acts.filter(({ at }) => at > time);
    const next = ahead[0];
    const words = next === undefined ? "" : `Ahead, at ${next.at} ms: ${actWords(next.act)}` +
      `${ahead.length > 1 ? `, and ${ahead.length - 1} more` : ""}. ` +
      "This happens again, unless you do something else before.";
    if (this.#ahead.textContent !== words) this.#ahead.textContent = words;
  }

  /** What is new comes on top; nothing else is touched, so that it alone is read out. */
  #showNews(): void {
    const { news } = this.#player;
    const isLater = news.length > this.#told && news[this.#told - 1] === this.#last;
    if (news.length === this.#told && news.at(-1) === this.#last) return;
    const fresh = (isLater ? news.slice(this.#told) : news).slice(-mostNews).reverse();
    const items = fresh.map(({ at, words }) =>
      html("li", {}, html("span", { class: "hbp-at" }, `${Math.round(at)} ms`), words)
    );
    if (isLater) this.#news.prepend(...items);
    else this.#news.replaceChildren(...items);
    while (this.#news.children.length > mostNews) this.#news.lastChild!.remove();
    this.#told = news.length;
    this.#last = news.at(-1);
  }

  #showBreach(): void {
    const { violation } = this.#player;
    const broken = violation === undefined ? "" : `${violation.at} ${violation.words}`;
    if (broken === this.#broken) return;
    this.#broken = broken;
    if (violation === undefined) return this.#breach.replaceChildren();
    const back = html("button", { type: "button" }, "Go back 100 ms");
    back.addEventListener("click", () => this.#player.seek(violation.at - 100));
    this.#breach.replaceChildren(
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

  /** As many entries of the logs are shown as there is room for. */
  #measure(): void {
    const width = this.#logs.element.clientWidth;
    const most = Math.max(
      4,
      Math.min(16, Math.floor((width - (width < 560 ? 4 : 400)) / 44)),
    );
    if (most === this.#most) return;
    this.#most = most;
    this.#logs.show(this.#player.scene, this.#player.cuts);
  }
}

/** Begins another cluster. */
function newForm(player: Player, open: Open): HTMLElement {
  const { seed, nodes } = player.session;
  const seedInput = html("input", {
    type: "number",
    min: 0,
    max: 999_999_999,
    step: 1,
    value: seed,
  });
  const choices = Array.from({ length: MOST_NODES }, (_, i) => {
    const option = html("option", { value: i + 1 }, String(i + 1));
    option.selected = i + 1 === nodes;
    return option;
  });
  const nodesChoice = html("select", {}, ...choices);
  const form = html(
    "form",
    { class: "hbp-form", "aria-label": "A new cluster" },
    field("Nodes", nodesChoice),
    field("Seed", seedInput),
    html("button", { type: "submit" }, "Start anew"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open(
      newSession(
        Number(seedInput.value),
        Number(nodesChoice.value),
        player.settings,
      ),
      0,
    );
  });
  return form;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
