/** How large the parts of a hierarchy are. @module */

import { bold, textWidth, wrap } from "../text.ts";
import type { Rank } from "./reduce.ts";

/** Sizes, in px. */
export const size = { name: 14, words: 11.5, title: 16, line: 15, gap: 44, between: 18, most: 150 };

/** How large the box of a member is. */
export function sizeOf(rank: Rank): { width: number; height: number; lines: string[] } {
  const lines = wrap(rank.words ?? "", size.words, size.most);
  const widest = Math.max(
    textWidth(rank.name, size.name) * bold,
    ...lines.map((line) => textWidth(line, size.words)),
  );
  return { width: widest + 22, height: 30 + size.line * lines.length, lines };
}
