/** Which levels can be drawn. @module */

import {
  assertFields,
  assertList,
  type Fields,
  finite,
  type Kind,
  list,
  oneOf,
  optional,
  record,
  refuse,
  someWords,
  text,
  wholeFrom,
} from "../refuse.ts";
import type { LevelRow, LevelsOptions } from "./options.ts";

const what = "levels";
const share: Kind = {
  words: "a number from 0 to 1",
  is: (value) => typeof value === "number" && value >= 0 && value <= 1,
};
const rowFields: Fields = { name: someWords, note: optional(text), runs: list };
const tableFields: Fields = {
  name: text,
  from: finite,
  to: finite,
  size: optional(text),
  tombstones: optional(share),
  part: optional(oneOf("input", "output")),
  asked: optional(oneOf("ruled out", "missed", "found")),
};
const keyFields: Fields = { text: someWords, at: finite };
const optionFields: Fields = {
  title: someWords,
  keys: optional(list),
  search: optional(record),
  width: optional(wholeFrom(1)),
};

/** Throws unless there is a level, and the tables of each run stand beside each other. */
export function assertLevels(rows: readonly LevelRow[], options: LevelsOptions): void {
  assertFields(what, "its", options, optionFields);
  assertList(what, ["a key", "its keys"], options.keys ?? [], keyFields);
  if (options.search !== undefined) {
    assertFields(what, "the key of its search", options.search, keyFields);
  }
  assertList(what, ["a level", "what is drawn"], rows, rowFields);
  if (rows.length === 0) refuse(what, "it takes one level at least", "none");
  for (const { name, runs } of rows) {
    for (const run of runs) {
      assertList(what, [`a table of ${name}`, `a run of ${name}`], run, tableFields);
      if (run.length === 0) refuse(name, "a run needs a table", "none");
      for (const [i, table] of run.entries()) {
        const before = run[i - 1];
        if (table.from > table.to) {
          refuse(name, "a table must not end before it begins", `${table.from} to ${table.to}`);
        }
        if (before !== undefined && table.from < before.to) {
          const given = `${before.name} up to ${before.to}, ${table.name} from ${table.from}`;
          refuse(name, "the tables of a run must not overlap", given);
        }
      }
    }
  }
}
