/** The words of an operation: in its bar where no arrow strikes them, or beside it. @module */

import { shorten, textWidth } from "../text.ts";
import { around, labelHeight } from "./candidates.ts";
import type { Drawing, Label, LabelPlace, Unsaid } from "./drawing.ts";
import { type as typeSize } from "./frame.ts";
import type { Picture } from "./picture.ts";
import { type Box, crosses, overlap, type Page, place } from "./place.ts";

/** Inside its bar where no arrow strikes it, else above or below, else inside all the same, else cut down to the bar. */
export function operationLabels(
  { operations }: Pick<Drawing, "operations">,
  picture: Picture,
  page: Page,
  unsaid: Unsaid[],
): Label[] {
  const found: Label[] = [];
  picture.operations.forEach((operation, i) => {
    const bar = operations[i]?.box;
    if (bar === undefined) return;
    const text = shorten(operation.label, typeSize.label, 300);
    const width = textWidth(text, typeSize.label);
    const clear = inBar(bar, text, page, found, true);
    if (clear !== undefined) return void found.push(clear);
    const places = (width: number) => [
      ...around(bar.x + bar.width / 2, bar.y + bar.height / 2, bar.height / 2 + 2, width),
      ...aside(bar, width),
    ];
    const outside = place(page, places(width));
    if (outside !== undefined) return void found.push({ place: outside, text, kind: "operation" });
    const struck = inBar(bar, text, page, found);
    if (struck !== undefined) return void found.push(struck);
    const cut = bar.width < 60
      ? undefined
      : inBar(bar, shorten(text, typeSize.label, bar.width - 12), page, found);
    if (cut !== undefined) found.push(cut);
    unsaid.push({ at: operation.from, text: operation.label, places });
  });
  return found;
}

/** Above and below, before the bar and behind it. */
function aside({ x, y, width: length, height }: Box, width: number): LabelPlace[] {
  return [y - labelHeight - 2, y + height + 2].flatMap((y): LabelPlace[] => [
    { x: x - width - 5, y, width, height: labelHeight, anchor: "end" },
    { x: x + length + 5, y, width, height: labelHeight, anchor: "start" },
  ]);
}

/** How far apart places along a bar are that are tried, in px. */
const along = 6;

/**
 * At the beginning of the bar, or behind a moment that falls into it; farther along where an arrow strikes these. The
 * line of the bar's own lane strikes nothing in it.
 */
function inBar(
  bar: Box,
  text: string,
  { lines }: Page,
  found: readonly Label[],
  mustBeClear = false,
): Label | undefined {
  const y = bar.y + (bar.height - labelHeight) / 2;
  const width = textWidth(text, typeSize.label);
  const upright = lines.filter(({ x1, x2 }) => x1 === x2);
  const slanted = lines.filter(({ x1, x2, y1, y2 }) => x1 !== x2 && y1 !== y2);
  const at = (x: number): LabelPlace => (
    { x: x + 6, y, width, height: labelHeight, anchor: "start" }
  );
  const fits = (box: LabelPlace) =>
    box.x > bar.x && box.x + width <= bar.x + bar.width - 6 &&
    !found.some((other) => overlap(box, other.place)) &&
    !upright.some((line) => crosses(line, box));
  const first = [bar.x, ...upright.map(({ x1 }) => x1)].map(at);
  const more = Array.from(
    { length: Math.floor(bar.width / along) },
    (_, i) => at(bar.x + i * along),
  );
  const isClear = (box: LabelPlace) => fits(box) && !slanted.some((line) => crosses(line, box));
  const place = first.find(isClear) ?? more.find(isClear) ??
    (mustBeClear ? undefined : first.find(fits));
  return place === undefined ? undefined : { place, text, kind: "operation" };
}
