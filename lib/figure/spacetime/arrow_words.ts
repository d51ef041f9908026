/** What an arrow may say of its message. @module */

import { shorten } from "../text.ts";
import { lossWords } from "./arrows.ts";
import { type as typeSize } from "./frame.ts";
import type { Arrow } from "./picture.ts";

/** No label is wider than this, in px. */
export const widest = 190;

/** All that an arrow says. */
export function wordsOf({ label, fate }: Arrow): string {
  return joined(label, lossWords(fate));
}

/** What an arrow may say, the best first. */
export function tries(arrow: Arrow): string[] {
  const loss = lossWords(arrow.fate);
  const all = joined(shorten(arrow.label, typeSize.label, widest), loss);
  const short = joined(shorten(arrow.type, typeSize.label, widest), loss);
  return [
    all,
    ...(short.length < all.length && !arrow.repeated ? [short] : []),
    ...(loss === "" ? [] : [loss]),
  ];
}

/** A message without words, which its colour tells, says only what became of it. */
function joined(label: string, loss: string): string {
  return label === "" || loss === "" ? label + loss : `${label} · ${loss}`;
}
