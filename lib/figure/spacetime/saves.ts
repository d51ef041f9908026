/**
 * The saves of a line: they hang under it, since they often come together with a message or a timer. Where they would
 * cover each other, those that are alike become one mark, and what a crash undid stands beside what it left.
 *
 * @module
 */

import type { DrawnMark } from "./drawing.ts";

/** How far under its line a save hangs, in px. */
const below = 9;

/** Between the middles of two marks that do not touch, in px: a square has 6, and a struck one 9. */
const apart = { alike: 7, other: 8 };

/** Whether a mark is a save. */
export function isSave({ kind }: Pick<DrawnMark, "kind">): boolean {
  return kind === "save" || kind === "undone";
}

/** Saves with their places on their lines, so that no two cover each other. */
export function hung(saves: readonly DrawnMark[]): DrawnMark[] {
  const lines = Map.groupBy(saves, ({ y }) => y);
  return [...lines.values()].flatMap((line) => besideEachOther(line)).map((save) => (
    { ...save, y: save.y + below }
  ));
}

/** From left to right: each at its moment, or in one with the last that is alike, or right behind the last. */
function besideEachOther(line: readonly DrawnMark[]): DrawnMark[] {
  const placed: DrawnMark[] = [];
  for (const save of line.toSorted((a, b) => a.x - b.x)) {
    const last = placed.at(-1);
    const least = last === undefined
      ? -Infinity
      : last.x + (last.kind === save.kind ? apart.alike : apart.other);
    const alike = placed.findLastIndex(({ kind }) => kind === save.kind);
    const isNear = alike >= 0 && alike >= placed.length - 2 &&
      save.x < placed[alike]!.x + apart.alike;
    if (save.x < least && isNear) {
      const { detail, ...mark } = placed[alike]!;
      placed[alike] = { ...mark, detail: `${detail}; ${save.detail}` };
    } else placed.push({ ...save, x: Math.max(save.x, least) });
  }
  return placed;
}
