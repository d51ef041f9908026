/** What a timeline is told besides its operations. @module */

import type { Operation } from "../../model/history.ts";
import { assertDistinct, assertFields, assertList, code, type Fields } from "../refuse.ts";
import { finite, integer, list, listOf, optional, refuse, someWords, text } from "../refuse.ts";
import { record, told, yesOrNo } from "../refuse.ts";
import { type MarkWords, usualWords } from "./marks.ts";

/** Options of a timeline; only the title is required. */
export interface TimelineOptions<I = unknown, O = unknown> {
  /** The finding, in words. */
  readonly title: string;
  /** What a bar says; input and answer as plain data by default. */
  readonly label?: (operation: Operation<I, O>) => string;
  /** The name of a row; "process 0" by default. */
  readonly processName?: (process: number) => string;
  /** Operations, by their id, that stand out. */
  readonly highlight?: readonly number[];
  /** The operation that does not fit, by its id. */
  readonly offending?: number;
  /** An order that explains the operations, by their id: each in it gets a dot where it may take effect. */
  readonly order?: readonly number[];
  /** What bars, dashes and dots mean, where the usual words of a legend do not say it. */
  readonly legend?: Partial<MarkWords>;
  /** Sentences under the picture. */
  readonly words?: readonly string[];
  /** What stands under the axis; "time in ms" by default. */
  readonly axisTitle?: string;
  /**
   * Whether distances are times; default true. Otherwise calls and returns stand in their order at even
   * distances, what touches overlaps, and the axis has no numbers.
   */
  readonly isToScale?: boolean;
}

/** Throws unless there is something to draw. */
export function assertTimeline(operations: unknown, options: unknown): void {
  assertFields(what, "its", options, optionFields);
  assertFields(what, "its legend", (options as Named).legend ?? {}, legendFields);
  assertList(what, ["an operation", "its operations"], operations, operationFields);
  const history = operations as readonly Operation<unknown, unknown>[];
  if (history.length === 0) refuse(what, "it needs an operation", "none");
  for (const { invokedAt, endedAt } of history) {
    if (endedAt >= invokedAt) continue;
    refuse(what, "no operation may end before it begins", `${invokedAt} to ${endedAt}`);
  }
  const ids = history.map(({ id }) => id);
  assertDistinct(what, "no two operations may have one id", ids);
  const { highlight = [], offending, order = [] } = options as Named;
  for (const id of [...highlight, ...order, ...(offending === undefined ? [] : [offending])]) {
    if (!ids.includes(id)) {
      refuse(what, "only its operations can stand out or be in order", told(id));
    }
  }
}

type Named = Pick<TimelineOptions, "highlight" | "offending" | "order" | "legend">;

const what = "a timeline";

const operationFields: Fields = {
  id: integer,
  process: integer,
  invokedAt: finite,
  // An operation without an end lasts for ever.
  endedAt: {
    words: "a number, or Infinity",
    is: (value) => typeof value === "number" && value > -Infinity,
  },
};

const legendFields: Fields = Object.fromEntries(
  Object.keys(usualWords).map((mark) => [mark, optional(someWords)]),
);

const optionFields: Fields = {
  title: someWords,
  label: optional(code),
  processName: optional(code),
  highlight: optional(list),
  offending: optional(integer),
  order: optional(list),
  legend: optional(record),
  words: optional(listOf(text)),
  axisTitle: optional(text),
  isToScale: optional(yesOrNo),
};
