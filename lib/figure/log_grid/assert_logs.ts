/** Which logs can be drawn as a grid. @module */

import {
  assertFields,
  assertList,
  type Fields,
  list,
  optional,
  record,
  refuse,
} from "../refuse.ts";
import { someWords, text, whole, wholeFrom, yesOrNo } from "../refuse.ts";

/** A log whose own fields have been looked at. */
interface Named {
  readonly name: string;
  readonly entries: readonly unknown[];
  readonly committed?: number;
}

const logFields: Fields = {
  name: someWords,
  note: optional(text),
  entries: list,
  committed: optional(whole),
};
const optionFields: Fields = {
  title: someWords,
  brackets: optional(list),
  width: optional(wholeFrom(1)),
  words: optional(record),
};
const entryFields: Fields = {
  term: whole,
  head: optional(someWords),
  text: optional(text),
  marked: optional(yesOrNo),
  committed: optional(yesOrNo),
};

/** What the words must be. */
const wordFields: Fields = {
  index: optional(someWords),
  term: optional(someWords),
  committed: optional(someWords),
  ahead: optional(someWords),
};

/** Throws unless there is a log, and what is committed is in its log. */
export function assertLogs(logs: unknown, options: unknown): void {
  const what = "logs";
  assertFields(what, "its", options, optionFields);
  assertList(what, ["a log", "what is drawn"], logs, logFields);
  assertFields(what, "its words", (options as { words?: unknown }).words ?? {}, wordFields);
  const all = logs as readonly Named[];
  if (all.length === 0) refuse(what, "it takes one log at least", "none");
  for (const { name, entries, committed = 0 } of all) {
    const given = entries.filter((entry) => entry !== null);
    assertList(what, [`an entry of ${name}`, `the entries of ${name}`], given, entryFields);
    if (committed <= entries.length) continue;
    const count = `${committed} of ${entries.length} entries`;
    refuse(`the log of ${name}`, "what is committed must be in it", count);
  }
}
