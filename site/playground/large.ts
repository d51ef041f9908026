/// <reference lib="dom" />
/** The whole playground. @module */

import type { Sight } from "../../lib/kit/playground/views.ts";
import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import { decodeSession } from "../../lib/laboratory/playground/code.ts";
import type { Act, Session } from "../../lib/laboratory/playground/session.ts";
import { assertSettings } from "../../lib/laboratory/playground/valid_settings.ts";
import { html } from "../viewer/element.ts";
import { Controls } from "./controls.ts";
import { Explore } from "./explore.ts";
import { Eyes } from "./eyes.ts";
import { commandForm, formsOf, linkForm, RequestForm } from "./forms.ts";
import { legend } from "./legend.ts";
import { Matrix } from "./matrix.ts";
import type { Opened } from "./mod.ts";
import { newForm } from "./new_form.ts";
import { NewsList } from "./news_list.ts";
import { type NodesShown, nodesShown } from "./nodes.ts";
import { Notices } from "./notices.ts";
import { type Opening, playInSight } from "./opening.ts";
import { Player } from "./player.ts";
import { Ring } from "./ring.ts";
import { SettingsForm } from "./settings.ts";
import { Share } from "./share.ts";
import { isUp, linkAct } from "./small.ts";
import { WavePanel } from "./wave_panel.ts";
import { small } from "./words.ts";

/** Opens it. */
export function openLarge(root: HTMLElement, opening: Opening): Opened {
  let parts: Parts | undefined;
  const player = new Player(opening, () => parts?.show());
  const build = () => {
    parts = new Parts(player, (session, at, sight) => {
      player.pause();
      // What is drawn has the nodes of the session before, and cannot show the new one.
      parts?.close();
      parts = undefined;
      player.open(session, at, sight);
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

type Open = (session: Session, at: number, sight?: Sight) => void;

/** Everything on the page, for one number of nodes. */
class Parts {
  readonly element: HTMLElement;
  readonly #player: Player;
  readonly #ring: Ring;
  readonly #nodes: NodesShown;
  readonly #controls: Controls;
  readonly #settings: SettingsForm;
  readonly #share: Share;
  readonly #explore: Explore;
  readonly #news = new NewsList();
  readonly #notices: Notices;
  readonly #eyes: Eyes | undefined;
  readonly #wave: WavePanel | undefined;
  readonly #matrix: Matrix | undefined;

  constructor(player: Player, open: Open) {
    this.#player = player;
    const { kit, session: { nodes } } = player;
    const act = (each: Act) => this.#act(each);
    const wanted = {
      toggle: (node: number) => act({ kind: isUp(player, node) ? "crash" : "restart", node }),
      sever: (node: number) => act({ kind: player.cuts.nodes.has(node) ? "join" : "cut", node }),
      look: (node: number) => {
        if (kit.views !== undefined) player.look(node);
      },
    };
    const requestForm = (form?: string) =>
      new RequestForm(kit, nodes, act, () => player.leader, form);
    const request = Object.keys(kit.requests).length === 0 ? undefined : requestForm();
    this.#ring = new Ring(kit, nodes, {
      ...wanted,
      link: (from, to) => act(linkAct(player, from, to)),
      ask: (node) => request?.focus(node),
    });
    this.#nodes = nodesShown(kit, nodes, wanted);
    this.#controls = new Controls(player);
    this.#settings = new SettingsForm(kit, (settings) => {
      assertSettings(kit, settings);
      act({ kind: "set", settings });
    }, (text, sight) => open(decodeSession(text, kit), 0, sight));
    this.#share = new Share(player);
    this.#explore = new Explore(player);
    this.#notices = new Notices(player);
    this.#eyes = hasEyes(kit) ? new Eyes(player) : undefined;
    this.#wave = kit.spread === undefined ? undefined : new WavePanel(player);
    this.#matrix = kit.views === undefined ? undefined : new Matrix(kit);
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
    this.element = this.#place(more, request?.element);
  }

  /** The place of the diagram, below the playground. */
  get diagram(): HTMLElement {
    return this.#explore.place;
  }

  show(): void {
    const player = this.#player;
    const { scene, cuts, violation } = player;
    this.#ring.show(scene, cuts, violation?.nodes, this.#eyes?.sight);
    this.#eyes?.show();
    this.#wave?.show();
    this.#matrix?.show(scene);
    this.#nodes.show(scene, cuts);
    this.#controls.show();
    this.#settings.show(player.settings);
    this.#share.show();
    this.#news.show(player.news);
    this.#notices.show();
  }

  /** Says what could not be done. */
  say(words: string): void {
    this.#notices.say(words);
  }

  close(): void {
    this.#nodes.close();
    this.#explore.close();
  }

  #place(more: HTMLElement, request: HTMLElement | undefined): HTMLElement {
    const notices = this.#notices;
    const side = [
      notices.bug,
      this.#eyes?.element,
      this.#wave?.element,
      this.#news.element,
      request,
      legend(this.#player.kit, this.#player.session.nodes),
    ];
    return html(
      "section",
      { class: "hbp hbp-large", "aria-label": "Playground" },
      html(
        "div",
        { class: "hbp-top" },
        this.#ring.element,
        html(
          "div",
          { class: "hbp-side" },
          ...side.filter((each) => each !== undefined),
        ),
      ),
      this.#controls.element,
      notices.ahead,
      notices.breach,
      notices.said,
      this.#nodes.element,
      ...(this.#matrix === undefined ? [] : [this.#matrix.element]),
      this.#share.element,
      more,
      this.#explore.element,
    );
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
}

/** Whether there is more than one way to look. */
function hasEyes({ views, spread }: AnyPlaygroundKit): boolean {
  return views !== undefined || spread !== undefined;
}

/** What is found below, in words. */
function moreTitle(kit: AnyPlaygroundKit): string {
  const { commands, bugs } = kit;
  const titles = [
    ...formsOf(kit),
    ...Object.values(commands).map(({ title }) => title),
  ].map(small);
  const broken = Object.keys(bugs).length === 0 ? [] : ["broken rules"];
  return ["Links", ...titles, "settings", ...broken].join(", ");
}
