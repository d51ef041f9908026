/**
 * What the marks, dashes and colours of a diagram mean. A diagram has a legend if its labels name the types of
 * messages for one.
 *
 * @module
 */

import type { Labels } from "../../model/labels.ts";
import { messageColours } from "../message_colours.ts";
import { textWidth } from "../text.ts";
import type { Mark, Picture } from "./picture.ts";

/** What happens at a point, or a violation. */
export type MarkKind = Mark["kind"] | "halo";

/** What is drawn as an example, in 24 by 14 px. */
export type Sample =
  | { readonly kind: "arrow"; readonly colour: string; readonly open: boolean }
  | { readonly kind: "lost" | "under way" | "down" | "paused" | "reach" }
  | { readonly kind: "mark"; readonly mark: MarkKind };

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
/** The size of its type, in px. */
export const legendType = 11.5;

/** What the legend of a picture says, in rows of at most `width` px; nothing if its labels name no types. */
export function legendOf(picture: Picture, labels: Labels = {}, width: number): LegendItem[] {
  if (labels.legend === undefined) return [];
  const items: LegendItem[] = [];
  let x = 0, row = 0;
  for (const [sample, words] of entriesOf(picture, labels, labels.legend)) {
    const wide = sampleWidth + textWidth(words, legendType);
    if (x > 0 && x + wide > width) [x, row] = [0, row + 1];
    items.push({ sample, words, x, row });
    x += wide + between;
  }
  return items;
}

type Entry = readonly [sample: Sample, words: string];

function entriesOf(
  picture: Picture,
  labels: Labels,
  names: Readonly<Record<string, string>>,
): Entry[] {
  const { arrows, marks, outages, faults, violations } = picture;
  const words = (kind: Sample["kind"], text: string, has: boolean): Entry[] =>
    has ? [[{ kind } as Sample, text]] : [];
  const mark = (kind: MarkKind, text: string, has: boolean): Entry[] =>
    has ? [[{ kind: "mark", mark: kind }, text]] : [];
  const some = (kind: string) => marks.some((each) => each.kind === kind);
  return [
    ...typesOf(picture, labels, names),
    ...words("lost", "lost", arrows.some(({ fate }) => !["delivered", "under way"].includes(fate))),
    ...words("under way", "still on its way", arrows.some((arrow) => isUnderWay(arrow, picture))),
    ...mark("timer", "a timer goes off", some("timer")),
    ...mark("state", "its state changes", some("state")),
    ...mark("save", "saved to disk", some("save")),
    ...mark("crash", "crash", some("crash")),
    ...mark("restart", "restart", some("restart")),
    ...words("down", "down", outages.some(({ kind }) => kind === "down")),
    ...words("paused", "paused", outages.some(({ kind }) => kind === "paused")),
    ...words(
      "reach",
      "while the fault lasts",
      faults.some(({ until, lanes }) => until !== undefined && lanes.length > 0),
    ),
    ...mark(
      "halo",
      "here the property no longer holds",
      violations.some(({ lanes }) => lanes.length > 0),
    ),
  ];
}

function isUnderWay({ fate, endsAt }: Picture["arrows"][number], { span }: Picture): boolean {
  return fate === "under way" || (fate === "delivered" && (endsAt ?? Infinity) > span[1]);
}

/** One entry for each colour and head, however many types share it. */
function typesOf(
  { arrows }: Picture,
  labels: Labels,
  names: Readonly<Record<string, string>>,
): Entry[] {
  const types = [...new Set(arrows.map(({ type }) => type))];
  const colours = messageColours(types, labels.colours);
  const found = new Map<string, Entry>();
  for (const type of Object.keys(names).filter((name) => types.includes(name))) {
    const colour = colours.get(type)!, open = labels.replies?.includes(type) ?? false;
    const key = `${colour} ${open} ${names[type]}`;
    if (!found.has(key)) found.set(key, [{ kind: "arrow", colour, open }, names[type]!]);
  }
  return [...found.values()];
}
