/// <reference lib="dom" />
/** The whole playground. @module */

import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import { decodeSession } from "../../lib/laboratory/playground/code.ts";
import { actWords } from "../../lib/laboratory/playground/news.ts";
import type { Act, Session } from "../../lib/laboratory/playground/session.ts";
import { assertSettings } from "../../lib/laboratory/playground/valid_settings.ts";
import { html } from "../viewer/element.ts";
import { Controls } from "./controls.ts";
import { Explore } from "./explore.ts";
import { commandForm, formsOf, linkForm, RequestForm } from "./forms.ts";
import { legend } from "./legend.ts";
import type { Opened } from "./mod.ts";
import { newForm } from "./new_form.ts";
import { NewsList } from "./news_list.ts";
import { type Opening, playInSight } from "./opening.ts";
import { Player } from "./player.ts";
import { Ring } from "./ring.ts";
import { SettingsForm } from "./settings.ts";
import { Share } from "./share.ts";
import { isUp, linkAct } from "./small.ts";
import { Table } from "./table.ts";
import { capital, small } from "./words.ts";

/** Opens it. */
export function openLarge(root: HTMLElement, opening: Opening): Opened {
  let parts: Parts | undefined;
  const player = new Player(
    opening.session,
    () => parts?.show(),
    opening.isCalm,
  );
  const build = () => {
    parts = new Parts(player, (session, at) => {
      player.pause();
      // What is drawn has the nodes of the session before, and cannot show the new one.
      parts?.close();
      parts = undefined;
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
  readonly #table: Table;
  readonly #controls: Controls;
  readonly #settings: SettingsForm;
  readonly #share: Share;
  readonly #explore: Explore;
  readonly #news = new NewsList();
  readonly #ahead = html("p", { class: "hbp-ahead" });
  readonly #bug = html("p", { class: "hbp-warning" });
  readonly #breach = html("div", { class: "hbp-breach", role: "alert" });
  readonly #said = html("p", { class: "hbp-refusal", role: "alert" });
  readonly #watcher: ResizeObserver;
  #most = 8;
  #broken = "";

  constructor(player: Player, open: Open) {
    this.#player = player;
    const { kit, session: { nodes } } = player;
    const act = (each: Act) => this.#act(each);
    const toggle = (node: number) => act({ kind: isUp(player, node) ? "crash" : "restart", node });
    const sever = (node: number) =>
      act({ kind: player.cuts.nodes.has(node) ? "join" : "cut", node });
    const requestForm = (form?: string) =>
      new RequestForm(kit, nodes, act, () => player.leader, form);
    const request = requestForm();
    const link = (from: number, to: number) => act(linkAct(player, from, to));
    this.#ring = new Ring(kit, nodes, {
      toggle,
      sever,
      link,
      ask: (node) => request.focus(node),
    });
    this.#table = new Table(kit, nodes, { toggle, sever }, () => this.#most);
    this.#controls = new Controls(player);
    this.#settings = new SettingsForm(kit, (settings) => {
      assertSettings(kit, settings);
      act({ kind: "set", settings });
    }, (text) => open(decodeSession(text), 0));
    this.#share = new Share(player);
    this.#explore = new Explore(player);
    const more = html(
      "details",
      { class: "hbp-more-acts" },
      html("summary", {}, moreTitle(kit)),
      ...(nodes > 1 ? [linkForm(nodes, act)] : []),
      ...formsOf(kit).map((form) => requestForm(form).element),
      ...Object.entries(kit.commands).map(([name, each]) => commandForm(name, each, nodes, act)),
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
          this.#bug,
          this.#news.element,
          request.element,
          legend(kit),
        ),
      ),
      this.#controls.element,
      this.#ahead,
      this.#breach,
      this.#said,
      this.#table.element,
      this.#share.element,
      more,
      this.#explore.element,
    );
    this.#watcher = new ResizeObserver(() => this.#measure());
    this.#watcher.observe(this.#table.element);
  }

  /** The place of the diagram, below the playground. */
  get diagram(): HTMLElement {
    return this.#explore.place;
  }

  show(): void {
    const player = this.#player;
    const { scene, cuts, violation } = player;
    this.#ring.show(scene, cuts, violation?.nodes);
    this.#table.show(scene, cuts);
    this.#controls.show();
    this.#settings.show(player.settings);
    this.#share.show();
    this.#news.show(player.news);
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
    const { kit, settings: { bug }, session, time } = this.#player;
    const broken = bug === null ? "" : `A rule is broken: ${kit.bugs[bug]!.title}.`;
    if (this.#bug.textContent !== broken) this.#bug.textContent = broken;
    const ahead = session.acts.filter(({ at }) => at > time);
    const next = ahead[0];
    const words = next === undefined ? "" : `Ahead, at ${next.at} ms: ${actWords(kit, next.act)}` +
      `${ahead.length > 1 ? `, and ${ahead.length - 1} more` : ""}. ` +
      "This happens again, unless you do something else before.";
    if (this.#ahead.textContent !== words) this.#ahead.textContent = words;
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

  /** As many cells of each node are shown as there is room for. */
  #measure(): void {
    const width = this.#table.element.clientWidth;
    const most = Math.max(
      4,
      Math.min(16, Math.floor((width - (width < 560 ? 4 : 400)) / 44)),
    );
    if (most === this.#most) return;
    this.#most = most;
    this.#table.show(this.#player.scene, this.#player.cuts);
  }
}

/** What is found below, in words. */
function moreTitle(kit: AnyPlaygroundKit): string {
  const { commands, bugs } = kit;
  const titles = [...formsOf(kit), ...Object.values(commands).map(({ title }) => title)].map(small);
  const broken = Object.keys(bugs).length === 0 ? [] : ["broken rules"];
  return ["Links", ...titles, "settings", ...broken].join(", ");
}
