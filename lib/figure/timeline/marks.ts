/** The marks of a timeline, and what they mean where nothing else is said. @module */

/** A mark of a timeline that a legend explains; "open" are the dashes of what has no end, "point" is a dot. */
export type MarkName = "plain" | "highlight" | "offending" | "open" | "point";

/** What marks mean. */
export type MarkWords = Readonly<Record<MarkName, string>>;

/** What they mean where nothing else is said. */
export const usualWords: MarkWords = {
  plain: "an operation, from its call to its answer",
  highlight: "an operation that stands out",
  offending: "the operation that does not fit",
  open: "has no answer",
  point: "where it may take effect",
};
