/** Which ranges can be drawn. @module */

import {
  assertFields,
  assertList,
  type Fields,
  finite,
  list,
  optional,
  refuse,
  someWords,
  wholeFrom,
  yesOrNo,
} from "../refuse.ts";
import type { RangesOptions, RangeSpan } from "./options.ts";

const what = "ranges";

const spanFields: Fields = {
  name: someWords,
  note: optional(someWords),
  from: finite,
  to: finite,
  low: finite,
  high: finite,
  stopped: optional(yesOrNo),
};
const optionFields: Fields = {
  title: someWords,
  keys: list,
  marks: optional(list),
  width: optional(wholeFrom(1)),
  height: optional(wholeFrom(1)),
};

/** Throws unless there is a range, and none has a key that another has at the same time. */
export function assertRanges(spans: readonly RangeSpan[], options: RangesOptions): void {
  assertFields(what, "its", options, optionFields);
  assertList(what, ["a key", "its keys"], options.keys, { text: someWords, at: finite });
  assertList(what, ["a mark", "its marks"], options.marks ?? [], { words: someWords, at: finite });
  assertList(what, ["a range", "what is drawn"], spans, spanFields);
  if (spans.length === 0) refuse(what, "it takes one range at least", "none");
  for (const [i, { name, from, to, low, high }] of spans.entries()) {
    if (from >= to) refuse(name, "it must end after it begins", `${from} to ${to}`);
    if (low >= high) refuse(name, "it must have a key", `${low} to ${high}`);
    const other = spans.slice(0, i).find((each) =>
      each.from < to && from < each.to && each.low < high && low < each.high
    );
    if (other !== undefined) {
      refuse(what, "no two may have a key at the same time", `${other.name} and ${name}`);
    }
  }
}
