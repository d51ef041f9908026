/// <reference lib="dom" />
/** What the signs of the ring mean. @module */

import type { Tone } from "../../lib/kit/playground/views.ts";
import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import { html, svg } from "../viewer/element.ts";
import { MOST_APART } from "./places.ts";
import { signOf } from "./signs.ts";
import { small } from "./words.ts";

/** The legend of a protocol at so many nodes, and how to use the keyboard. */
export function legend(
  { signs, requests, countdown, tones = [], views, overlay }: AnyPlaygroundKit,
  nodes: number,
): HTMLElement {
  const all = [
    ...signs.map((sign) => [sign.name, signOf(sign)] as const),
    [
      "lost",
      signOf("lost"),
    ] as const,
  ];
  const items = all.map(([name, sign]) =>
    html(
      "li",
      {},
      svg(
        "svg",
        { viewBox: "-9 -9 18 18", width: 18, height: 18, "aria-hidden": true },
        sign,
      ),
      name,
    )
  );
  const colours = tones.map(({ tone, name }) => html("li", {}, toneOf(tone), name));
  const request = Object.values(requests)[0];
  const asking = request === undefined ? "" : ` P to ${small(request.label)},`;
  const clicking = nodes > MOST_APART ? "" : "; click a line to cut or mend it";
  const looking = views === undefined ? "" : " V to see as it sees,";
  const lines = overlay === undefined ? "" : ` Lines are ${overlay.words}.`;
  return html(
    "div",
    { class: "hbp-legend" },
    ...(colours.length === 0 ? [] : [html("ul", { class: "hbp-tones" }, ...colours)]),
    html("ul", {}, ...items),
    html(
      "p",
      { class: "hbp-hint" },
      `Click a node to crash or restart it, with Shift to cut it off${clicking}. ` +
        `Keys on a node: Enter, X,${asking}${looking} arrows to the next. The arc around a node is ` +
        `${countdown.words}.${lines}`,
    ),
  );
}

/** A node in the colour of what is believed of it. */
function toneOf(tone: Tone): SVGElement {
  const node = svg(
    "g",
    { class: "hbp-sample" },
    svg("circle", { class: "hbp-body", r: 7 }),
  );
  node.dataset["tone"] = tone;
  return svg("svg", {
    viewBox: "-9 -9 18 18",
    width: 18,
    height: 18,
    "aria-hidden": true,
  }, node);
}
