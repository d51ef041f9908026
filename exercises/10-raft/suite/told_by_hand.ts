/** What has happened in a cluster that is run by hand, and how that is told when a rule is broken. @module */

import { Wrong } from "hb/grade/part.ts";

/** How much of what happened is told. */
const LINES = 30;

/** What has happened so far. */
export interface Chronicle {
  /** Something has happened. */
  note(line: string): void;
  /** Says that a rule is broken, what has happened, and how the servers stand. */
  fail(rule: string, breach: string): never;
}

/** A chronicle of what is tried, in `words`; how the servers stand in the end is asked for. */
export function chronicle(words: string, standing: () => readonly string[]): Chronicle {
  const lines: string[] = [];
  return {
    note(line) {
      // What has been said a moment ago, and is said again, is left out.
      if (!lines.slice(-8).includes(line)) lines.push(line);
    },
    fail(rule, breach) {
      const last = lines.slice(-LINES), from = lines.length - last.length + 1;
      throw new Wrong(
        [
          `${rule} – but ${breach}. ${words}${words.endsWith(".") ? "" : "."}`,
          ...(lines.length > LINES ? ["  …"] : []),
          ...last.map((line, i) => `${`${from + i}`.padStart(4)}. ${line}`),
          "Then:",
          ...standing().map((line) => `      ${line}`),
        ].join("\n"),
        undefined,
        rule,
      );
    },
  };
}

/** A text in quotes. */
export const quoted = (text: string) => `'${text}'`;
