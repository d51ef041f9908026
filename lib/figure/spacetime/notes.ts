/**
 * What a diagram says under itself, as it has no room for it: words by number, and the numbers in the picture. A
 * tooltip is no place for them: paper has none, and neither has a telephone.
 *
 * @module
 */

import { textWidth, wrap } from "../text.ts";
import { labelHeight } from "./candidates.ts";
import type { DrawnNumber, Note, Unsaid } from "./drawing.ts";
import type { Placed } from "./labels.ts";
import { type Box, place } from "./place.ts";

/** The size of the words under the picture and of the numbers, in px. */
const noteType = 11.5;
/** Between a number and its words, between two notes, and between two rows of them, in px. */
export const gap: Readonly<Record<"words" | "notes" | "rows", number>> = {
  words: 5,
  notes: 18,
  rows: 5,
};
/** From one row of notes to the next, in px. */
export const rowHeight: number = labelHeight + gap.rows;
/** More notes than this are no longer read. */
const most = 40;

/** How wide the frame of each of so many numbers is, in px. */
export function frameOf(count: number): number {
  return Math.ceil(textWidth(count > 9 ? "00" : "0", noteType)) + 9;
}

/** The numbers in a picture, and the notes in rows of at most `width` px: in the order of time. */
export function notesOf(
  { unsaid, page }: Omit<Placed, "labels">,
  width: number,
): { numbers: DrawnNumber[]; notes: Note[] } {
  const frame = frameOf(unsaid.length);
  const found: (Unsaid & { readonly box: Box })[] = [];
  for (const one of unsaid) {
    const texts = new Set(found.map(({ text }) => text));
    if (one.text.trim() === "" || texts.size === most && !texts.has(one.text)) continue;
    const box = place(page, one.places(frame));
    if (box !== undefined) found.push({ ...one, box: { ...box, height: labelHeight } });
  }
  found.sort((a, b) => a.at - b.at);
  const texts = [...new Set(found.map(({ text }) => text))];
  const numbers = found.map(({ text, box: { x, y, width, height } }) => (
    { box: { x, y, width, height }, number: texts.indexOf(text) + 1 }
  ));
  return { numbers, notes: inRows(texts, width, frame) };
}

/** How much room notes take in all, in px. */
export function notesHeight(notes: readonly Note[]): number {
  const last = notes.at(-1);
  return last === undefined ? 0 : gap.rows + rowHeight * (last.row + last.lines.length);
}

/** The place of a number under the picture; the notes begin at (left, top). */
export function placeOf({ x, row, frame }: Note, left: number, top: number): Box {
  const y = top + rowHeight * row;
  return { x: left + x, y, width: frame, height: labelHeight };
}

/** Notes side by side as far as they fit into `width` px, their numbers in frames of `frame` px; what is wider than a row takes several. */
export function inRows(texts: readonly string[], width: number, frame: number): Note[] {
  let x = 0, row = 0;
  return texts.map((text, i) => {
    const lines = wrap(text, noteType, width - frame - gap.words);
    const wide = frame + gap.words + Math.max(...lines.map((line) => textWidth(line, noteType)));
    if (x > 0 && (x + wide > width || lines.length > 1)) [x, row] = [0, row + 1];
    const note = { number: i + 1, lines, x, row, frame };
    x += wide + gap.notes;
    if (lines.length > 1) [x, row] = [0, row + lines.length];
    return note;
  });
}
