/** What is said of a grid of logs: its legend, and all of it in a line where there is no picture. @module */

import { oneLine } from "../text.ts";
import type { GridLog, GridWords, LogGridOptions } from "./options.ts";

const usual: GridWords = {
  index: "index",
  term: "term",
  text: "the command",
  committed: "committed, as far as the server knows",
  ahead: "committed, too",
};

/** The words of a grid. */
export function wordsOf({ words }: LogGridOptions): GridWords {
  return { ...usual, ...words };
}

/** All of a grid in a line. */
export function plainText(logs: readonly GridLog[], options: LogGridOptions): string {
  const said = logs.map(({ name, entries, committed = 0 }) => {
    const heads = entries.map((entry) => entry === null ? "·" : entry.head ?? `${entry.term}`);
    const bar = committed > 0 ? "|" : "";
    return `${name} [${heads.slice(0, committed).join(" ")}${bar}${
      heads.slice(committed).join(" ")
    }]`;
  });
  return oneLine(`${options.title} (logs by ${wordsOf(options).term}: ${said.join(", ")})`);
}

/** What stands under the logs. */
export function legendOf(logs: readonly GridLog[], options: LogGridOptions): string {
  const { term, text: below, committed, ahead } = wordsOf(options);
  const entries = logs.flatMap((log) => log.entries).filter((entry) => entry !== null);
  const bars = logs.some((log) => (log.committed ?? 0) > 0);
  const parts = [
    entries.some(({ text }) => text !== undefined)
      ? `in a box: the ${term}, below it ${below}`
      : `in a box: the ${term}`,
    ...bars ? [`before the bar: ${committed}`] : [],
    ...entries.some((entry) => entry.committed) ? [`strong, after the bar: ${ahead}`] : [],
    ...entries.some(({ marked }) => marked) ? ["red: what the title speaks of"] : [],
    ...(options.brackets ?? []).map(({ name, words }) => `${name}: ${words}`),
  ];
  return parts.join(" · ");
}
