/** Numbers in a diagram, and the words that they stand for, as SVG. @module */

import { words } from "../svg.ts";
import { rounded } from "../text.ts";
import { ink } from "../theme.ts";
import type { DrawnNumber, Note } from "./drawing.ts";
import { gap, placeOf, rowHeight } from "./notes.ts";

/** A number in its frame. */
export function drawnNumber({ box, number }: DrawnNumber): string {
  const { x, y, width, height } = box;
  return `<rect x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" ` +
    `height="${rounded(height)}" rx="${height / 2}" fill="${ink}" fill-opacity="0.06" ` +
    `stroke="${ink}" stroke-opacity="0.6"/>` +
    words(`${number}`, x + width / 2, y + 11, 'text-anchor="middle"');
}

/** Each number with its words; the notes begin at (left, top). */
export function drawnNotes(notes: readonly Note[], left: number, top: number): string[] {
  return notes.flatMap((note) => {
    const box = placeOf(note, left, top);
    const x = box.x + box.width + gap.words;
    return [
      drawnNumber({ box, number: note.number }),
      ...note.lines.map((line, i) => words(line, x, box.y + 11 + rowHeight * i, "")),
    ];
  });
}
