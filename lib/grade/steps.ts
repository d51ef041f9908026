/** The steps of a script in words, each with what came of it. @module */

import { listed } from "./said.ts";

/** So many characters are told of what a step that was right has done, if there is more than one thing. */
const LONG_EFFECTS = 120;

/** What was done in a step: all of it, or the first, and how many more; one more is told as well. */
export function withEffects(did: readonly string[]): string {
  if (did.length === 0) return "";
  let all = did[0]!, told = 1;
  const fits = (words: string) => all.length + words.length < LONG_EFFECTS;
  while (told < did.length && (told === did.length - 1 || fits(did[told]!))) {
    all += `, ${did[told++]}`;
  }
  return `; ${all}${told < did.length ? `, … and ${did.length - told} more` : ""}`;
}

/** The steps with their numbers; what is done at the start is step 0. */
export function steps(first: string | undefined, lines: readonly string[]): string {
  const all = listed(inShort(lines));
  if (first === undefined) return all;
  return [`    0. ${first}`, ...lines.length === 0 ? [] : [all]].join("\n");
}

/** What happens again and again is told once. */
function inShort(lines: readonly string[]): string[] {
  const short: string[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at + 1;
    while (lines[end] === lines[at]) end++;
    const times = end - at;
    short.push(times > 2 ? `${times} times: ${lines[at]}` : lines[at]!);
    at += times > 2 ? times : 1;
  }
  return short;
}
