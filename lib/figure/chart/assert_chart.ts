/** Which charts can be drawn. @module */

import { assertFields, assertList, type Fields, finite, type Kind, oneOf } from "../refuse.ts";
import { optional, refuse, someWords, text, told } from "../refuse.ts";
import type { Axis, ChartOptions, Reference } from "./chart.ts";

const what = "a chart";
const size: Kind = {
  words: "a number of px from 40 to 20000",
  is: (value) => typeof value === "number" && value >= 40 && value <= 20_000,
};
const domain: Kind = {
  words: "two finite numbers, the lower first",
  is: (value) =>
    Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) &&
    value[0] < value[1],
};
const axisFields: Fields = {
  title: someWords,
  unit: optional(text),
  scale: optional(oneOf("linear", "log", "sqrt")),
  domain: optional(domain),
};
const optionFields: Fields = { title: someWords, width: optional(size), height: optional(size) };

/** Throws unless a list is one of records with such fields: the points of a line, the bars of a chart. */
export function assertItems(items: unknown, one: string, fields: Fields): void {
  assertList(what, [one, "its data"], items, fields);
}

/** Throws unless an axis can be drawn; `name` is "x axis". */
export function assertAxis(axis: Axis, name: string): void {
  assertFields(what, `its ${name}`, axis, axisFields);
}

/** Throws unless a chart has a title, names on its axes and something to show. */
export function assertChart(options: ChartOptions, values: readonly number[]): void {
  assertFields(what, "its", options, optionFields);
  assertAxis(options.x, "x axis");
  assertAxis(options.y, "y axis");
  if (values.length === 0) refuse(what, "its data must not be empty", "0 values");
  for (const value of values) {
    if (!Number.isFinite(value)) refuse(what, "its values must be finite", told(value));
  }
}

/** Throws unless every line across a chart has its height and its words. */
export function assertReferences({ references = [] }: { references?: readonly Reference[] }): void {
  assertList(what, ["a reference", "its references"], references, { y: finite, label: text });
}

/** Throws where two things would stand in one place: each place is told in words. */
export function assertApart(one: string, places: readonly string[]): void {
  const seen = new Set<string>();
  for (const place of places) {
    if (seen.has(place)) refuse(what, `no two ${one} may stand in one place`, `two at ${place}`);
    seen.add(place);
  }
}
