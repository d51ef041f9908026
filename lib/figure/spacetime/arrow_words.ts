/** What an arrow may say of its message. @module */

import { shorten } from "../text.ts";
import { lossWords } from "./arrows.ts";
import { type as typeSize } from "./frame.ts";
import type { Arrow } from "./picture.ts";

/** No label is wider than this, in px. */
export const widest = 190;

/** All that an arrow says. */
export function wordsOf({ label, fate }: Arrow): string {
  const loss = lossWords(fate);
  return loss === "" ? label : `${label} · ${loss}`;
}

/** What an arrow may say, the best first. */
export function tries(arrow: Arrow): string[] {
  const loss = lossWords(arrow.fate);
  const suffix = loss === "" ? "" : ` · ${loss}`;
  const all = shorten(arrow.label, typeSize.label, widest) + suffix;
  const short = shorten(arrow.type, typeSize.label, widest) + suffix;
  return [
    all,
    ...(short.length < all.length && !arrow.repeated ? [short] : []),
    ...(loss === "" ? [] : [loss]),
  ];
}
