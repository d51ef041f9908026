/// <reference lib="dom" />
/** The signs of messages, on the ring and in the legend. @module */

import type { MessageLook } from "../../lib/kit/playground/look.ts";
import { svg } from "../viewer/element.ts";

const shapes: Readonly<
  Record<MessageLook["shape"] | "lost", () => SVGElement>
> = {
  block: () => svg("rect", { x: -6, y: -6, width: 12, height: 12, rx: 2 }),
  dot: () => svg("circle", { r: 3.5 }),
  yes: () => svg("path", { d: "M-5 0L-1.5 4L5 -4" }),
  no: () => svg("path", { d: "M-6 0H6" }),
  lost: () => svg("path", { d: "M-5 -5L5 5M5 -5L-5 5" }),
};

/** The sign of a message, or that of one that is lost, around the middle of the picture. */
export function signOf(look: MessageLook | "lost"): SVGGElement {
  const [shape, tone] = look === "lost" ? ["lost", "lost"] as const : [look.shape, look.tone];
  return svg("g", { class: `hbp-message hbp-${tone}` }, shapes[shape]());
}
