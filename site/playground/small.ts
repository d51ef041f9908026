/// <reference lib="dom" />
/** The small playground of the first page: a ring, its news, and the shortest way to break it. @module */

import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import type { Act } from "../../lib/laboratory/playground/session.ts";
import { newSession } from "../../lib/laboratory/playground/session.ts";
import { html } from "../viewer/element.ts";
import { playButton, showPlay } from "./controls.ts";
import { numbersOf } from "./forms.ts";
import { hashOf } from "./link.ts";
import type { Opened } from "./mod.ts";
import { type Opening, playInSight } from "./opening.ts";
import { Player } from "./player.ts";
import { Ring } from "./ring.ts";
import { seconds } from "./words.ts";

/** How much of the first wait a reader is spared, in ms. */
const OPENING_MS = 110;

/** Opens it. */
export function openSmall(
  root: HTMLElement,
  opening: Opening & { home: string },
): Opened {
  let count = 0;
  const player = new Player(opening, () => show());
  const { kit } = player;
  const act = (each: Act) => {
    player.act(each);
    player.play();
  };
  const ask = (node: number) => {
    if (kit.asksAt?.(node) ?? true) act(requestAt(kit, node, ++count));
  };
  const { nodes } = opening.session;
  const ring = new Ring(kit, nodes, {
    toggle: (node) => act({ kind: isUp(player, node) ? "crash" : "restart", node }),
    sever: (node) => act({ kind: player.cuts.nodes.has(node) ? "join" : "cut", node }),
    link: (from, to) => act(linkAct(player, from, to)),
    ask,
    look: () => {},
  });
  const play = playButton(player);
  const crash = html(
    "button",
    { type: "button" },
    `Crash the ${kit.leader?.word}`,
  );
  crash.hidden = kit.leader === undefined;
  crash.addEventListener(
    "click",
    () => act({ kind: "crash", node: player.leader! }),
  );
  const request = html(
    "button",
    { type: "button" },
    Object.values(kit.requests)[0]!.phrase,
  );
  request.addEventListener("click", () => {
    ask(
      player.leader ??
        numbersOf(nodes).find((node) => kit.asksAt?.(node) ?? true)!,
    );
  });
  const anew = html("button", { type: "button" }, "Start anew");
  anew.addEventListener("click", () => {
    player.open(newSession(kit, (player.session.seed + 1) % 1000, nodes));
    player.play();
  });
  const more = html(
    "a",
    { class: "hbp-more", href: opening.home },
    "The whole playground",
  );
  for (const moment of ["pointerdown", "focus"]) {
    more.addEventListener(moment, () => {
      more.href = opening.home + hashOf(player, player.time, player.sight);
    });
  }
  const news = html("p", { class: "hbp-news", "aria-live": "polite" });
  const time = html("span", { class: "hbp-time" });
  root.replaceChildren(
    html(
      "section",
      { class: "hbp hbp-small", "aria-label": "A cluster to break" },
      ring.element,
      news,
      html("div", { class: "hbp-bar" }, play, crash, request, anew, time),
      html(
        "p",
        { class: "hbp-hint" },
        "Click a node to crash or restart it, a line to cut or mend it. ",
        more,
      ),
    ),
  );
  let wasPlaying: boolean | undefined;
  function show(): void {
    ring.show(player.scene, player.cuts, player.violation?.nodes);
    showPlay(play, player.isPlaying, wasPlaying);
    wasPlaying = player.isPlaying;
    crash.disabled = player.leader === undefined;
    const words = player.news.at(-1)?.words ?? kit.quiet;
    if (news.textContent !== words) news.textContent = words;
    time.textContent = seconds(player.time);
  }
  // Nothing happens until the first node loses patience.
  player.seek(opening.isLinked ? opening.at : OPENING_MS);
  show();
  const rest = playInSight(root, player, !opening.isCalm && !opening.isLinked);
  return {
    close() {
      rest();
      player.pause();
      root.replaceChildren();
    },
  };
}

/** The first request of a protocol, its fields as they are at first but for the last, which counts. */
function requestAt(
  { requests, fields }: AnyPlaygroundKit,
  node: number,
  count: number,
): Act {
  const [request, { fields: names }] = Object.entries(requests)[0]!;
  const words = names.map((name) => [name, fields[name]!.usual] as const);
  const last = names.at(-1);
  const counted = last === undefined ? [] : [[last, String(count)] as const];
  return {
    kind: "ask",
    node,
    request,
    words: Object.fromEntries([...words, ...counted]),
  };
}

/** Whether a node runs now. */
export function isUp(player: Player, node: number): boolean {
  return player.scene.nodes[node]!.isUp;
}

/** What a click on a link does. */
export function linkAct({ cuts }: Player, from: number, to: number): Act {
  const isCut = cuts.isCut(from, to) || cuts.isCut(to, from);
  return isCut && !cuts.nodes.has(from) && !cuts.nodes.has(to)
    ? { kind: "mend link", from, to }
    : { kind: "cut link", from, to, oneWay: false };
}
