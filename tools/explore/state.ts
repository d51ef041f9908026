/** States of plain systems in words. @module */

import { equal } from "hb/model/compare.ts";
import { inWords } from "hb/model/in_words.ts";

/** Every variable of a state. */
export function whole(state: object): string {
  return Object.entries(state).map(([name, value]) => `${name} = ${inWords(value)}`).join("; ");
}

/** The variables, or elements of them, that changed. */
export function changes(before: object, after: object): string {
  const old = before as Record<string, unknown>;
  const changed = Object.entries(after).flatMap(([name, value]) =>
    changesOf(name, old[name], value)
  );
  return changed.length === 0 ? "nothing changes" : changed.join("; ");
}

function changesOf(name: string, before: unknown, after: unknown): string[] {
  if (equal(before, after)) return [];
  if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length) {
    return [`${name} = ${inWords(after)}`];
  }
  return after.flatMap((value, i) =>
    equal(before[i], value) ? [] : [`${name}[${i}] = ${inWords(value)}`]
  );
}
