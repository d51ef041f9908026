/**
 * What the marks, dashes and colours of a diagram mean. A type of messages is called what its labels call it in a
 * legend, or by its own name.
 *
 * @module
 */

import type { Labels } from "../../model/labels.ts";
import { messageColours } from "../message_colours.ts";
import { shorten, textWidth } from "../text.ts";
import type { MarkKind, Picture } from "./picture.ts";

/** What is drawn as an example, in 24 by 14 px. */
export type Sample =
  | { readonly kind: "arrow"; readonly colour: string; readonly open: boolean }
  | {
    readonly kind:
      | "lost"
      | "under way"
      | "answered"
      | "refused"
      | "open"
      | "down"
      | "paused"
      | "reach"
      | "side"
      | "violation";
  }
  | { readonly kind: "mark"; readonly mark: MarkKind | "halo" };

/** One line of a legend, with its place. */
export interface LegendItem {
  /** What is drawn. */
  readonly sample: Sample;
  /** What it means. */
  readonly words: string;
  /** From the left edge of the legend, in px. */
  readonly x: number;
  /** Which row of the legend, from 0. */
  readonly row: number;
}

/** From the edge of a sample to its words, in px. */
export const sampleWidth = 30;
/** Between two items, in px. */
const between = 18;
/** No name of a type is wider than this, in px. */
const longest = 260;
/** The size of its type, in px. */
export const legendType = 11.5;

/** What the legend of a picture says, in rows of at most `width` px. */
export function legendOf(picture: Picture, labels: Labels = {}, width: number): LegendItem[] {
  const items: LegendItem[] = [];
  let x = 0, row = 0;
  for (const [sample, words] of entriesOf(picture, labels)) {
    const wide = sampleWidth + textWidth(words, legendType);
    if (x > 0 && x + wide > width) [x, row] = [0, row + 1];
    items.push({ sample, words, x, row });
    x += wide + between;
  }
  return items;
}

type Entry = readonly [sample: Sample, words: string];

function entriesOf(picture: Picture, labels: Labels): Entry[] {
  const { arrows, operations, marks, outages, violations } = picture;
  const words = (kind: Sample["kind"], text: string, has: boolean): Entry[] =>
    has ? [[{ kind } as Sample, text]] : [];
  const mark = (kind: MarkKind | "halo", text: string, has: boolean): Entry[] =>
    has ? [[{ kind: "mark", mark: kind }, text]] : [];
  const some = (kind: string) => marks.some((each) => each.kind === kind);
  return [
    ...typesOf(picture, labels),
    ...words("lost", "lost", arrows.some(({ fate }) => !["delivered", "under way"].includes(fate))),
    ...words("under way", "still on its way", arrows.some((arrow) => isUnderWay(arrow, picture))),
    ...words("answered", "asked and answered", operations.some(({ outcome }) => outcome === "ok")),
    ...words("refused", "refused", operations.some(({ outcome }) => outcome === "fail")),
    ...words("open", "not answered", operations.some(isOpen)),
    ...mark("timer", "a timer goes off", some("timer")),
    ...mark("state", "its state changes", some("state")),
    ...mark("save", "saved to disk", some("save")),
    ...mark("undone", "not yet on the disk, and undone by the crash", some("undone")),
    ...mark("crash", "crash", some("crash")),
    ...mark("restart", "restart", some("restart")),
    ...mark("pause", "pause", some("pause")),
    ...words("down", "down", outages.some(({ kind }) => kind === "down")),
    ...words("paused", "paused", outages.some(({ kind }) => kind === "paused")),
    ...reaches(picture),
    ...broken(violations),
  ];
}

/** How long a fault lasts, and which side of a partition a node is on, where that is told. */
function reaches({ faults, side = new Set() }: Picture): Entry[] {
  const lanes = faults.flatMap(({ until, lanes }) => until === undefined ? [] : lanes);
  const has = (is: boolean) => lanes.some((lane) => side.has(lane) === is);
  return [
    ...has(true) ? [[{ kind: "side" }, "cut off from the others"] satisfies Entry] : [],
    ...has(false)
      ? [[{ kind: "reach" }, has(true) ? "the others" : "while the fault lasts"] satisfies Entry]
      : [],
  ];
}

/** A ring where it shows at a node, a line where it shows at none. */
function broken(violations: Picture["violations"]): Entry[] {
  const words = "here the property no longer holds";
  if (violations.length === 0) return [];
  const isSeen = violations.some(({ lanes }) => lanes.length > 0);
  return [[isSeen ? { kind: "mark", mark: "halo" } : { kind: "violation" }, words]];
}

function isOpen({ outcome }: Picture["operations"][number]): boolean {
  return outcome === "open" || outcome === "unknown";
}

function isUnderWay({ fate, endsAt }: Picture["arrows"][number], { span }: Picture): boolean {
  return fate === "under way" || (fate === "delivered" && (endsAt ?? Infinity) > span[1]);
}

/** One entry for each colour and head, however many types share it. */
function typesOf({ arrows }: Picture, labels: Labels): Entry[] {
  const types = [...new Set(arrows.map(({ type }) => type))];
  const colours = messageColours(types, labels.colours);
  const found = new Map<string, Entry>();
  const named = Object.keys(labels.legend ?? {}).filter((name) => types.includes(name));
  for (const type of new Set([...named, ...types])) {
    const name = shorten(labels.legend?.[type] ?? type, legendType, longest);
    const colour = colours.get(type)!, open = labels.replies?.includes(type) ?? false;
    const key = `${colour} ${open} ${name}`;
    if (!found.has(key)) found.set(key, [{ kind: "arrow", colour, open }, name]);
  }
  return [...found.values()];
}
