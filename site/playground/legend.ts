/// <reference lib="dom" />
/** What the signs of the ring mean. @module */

import { html, svg } from "../viewer/element.ts";

const signs: readonly (readonly [name: string, kind: string, shape: () => SVGElement])[] = [
  [
    "vote",
    "vote",
    () => svg("rect", { x: -6, y: -6, width: 12, height: 12, rx: 2 }),
  ],
  [
    "entry",
    "entries",
    () => svg("rect", { x: -6, y: -6, width: 12, height: 12, rx: 2 }),
  ],
  ["heartbeat", "heartbeat", () => svg("circle", { r: 3.5 })],
  ["yes", "heartbeat", () => svg("path", { d: "M-5 0L-1.5 4L5 -4" })],
  ["no", "heartbeat", () => svg("path", { d: "M-6 0H6" })],
  ["lost", "lost", () => svg("path", { d: "M-5 -5L5 5M5 -5L-5 5" })],
];

/** The legend, and how to use the keyboard. */
export function legend(): HTMLElement {
  const items = signs.map(([name, kind, shape]) =>
    html(
      "li",
      {},
      svg(
        "svg",
        { viewBox: "-9 -9 18 18", width: 18, height: 18, "aria-hidden": true },
        svg("g", { class: `hbp-message hbp-${kind}` }, shape()),
      ),
      name,
    )
  );
  return html(
    "div",
    { class: "hbp-legend" },
    html("ul", {}, ...items),
    html(
      "p",
      { class: "hbp-hint" },
      "Click a node to crash or restart it, with Shift to cut it off; click a line to cut or mend it. " +
        "Keys on a node: Enter, X, P to put, arrows to the next. The arc around a node is what is left " +
        "of its patience.",
    ),
  );
}
