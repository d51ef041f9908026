/** Rumours in words, whatever comes in their place. @module */

import { Wrong } from "hb/grade/part.ts";
import { told } from "hb/grade/told.ts";
import { encode } from "hb/model/encode.ts";
import type { Random } from "hb/sim/random.ts";
import type { Rumour } from "../given.ts";

/** Ids of rumours, one of which is a name that every object has. */
export const IDS = [..."abcdefg", "constructor"];

/** What some say: nothing, and the same. */
const TEXTS: ReadonlyMap<string, string> = new Map([
  ["e", ""],
  ["f", "so they say"],
  ["g", "so they say"],
]);

/** What the rumour, or broadcast, with this id says; where the ids are the same, so are the texts. */
export const textOf = (id: string): string => TEXTS.get(id) ?? `what ${id} says`;

/** Ids, with the texts of those that say nothing, or the same. */
export const inTexts = (ids: readonly string[]): string =>
  ids.map((id) => TEXTS.has(id) ? `${id} ("${textOf(id)}")` : id).join(" ") ||
  "nothing";

/** The rumour with this id; there is but one. */
export const rumour = (id: string): Rumour => ({ id, text: textOf(id) });

export const rumoursOf = (ids: readonly string[]): Rumour[] => ids.map(rumour);

/** Their ids in order; what is no rumour as it is. */
export function inRumours(given: unknown): string {
  return inOrder(given, (each) => {
    const { id, text, ...more } = each as unknown as Rumour;
    const isOne = typeof id === "string" && Object.keys(more).length === 0 &&
      text === rumour(id).text;
    return isOne ? id : told(each);
  });
}

/** Ids in order. */
export function inIds(given: unknown): string {
  return inOrder(given, (id) => typeof id === "string" ? id : told(id));
}

function inOrder(given: unknown, tell: (each: string) => string): string {
  if (!Array.isArray(given)) return told(given);
  if (given.length === 0) return "nothing";
  return given.map((each) => typeof each === "object" && each === null ? "null" : tell(each))
    .sort().join(" ");
}

/** A partner, whatever it is. */
export const inNode = (node: unknown) => typeof node === "number" ? `node ${node}` : told(node);

/** Requires that a text is not kept any more. */
export function keepsNoText(s: unknown, id: string, when: string): void {
  if (!encode(s).includes(rumour(id).text)) return;
  throw new Wrong(
    `what is told no more need not be kept: ${when}, and its text is still in the memory`,
  );
}

/** The same in an order that is drawn. */
export function shuffled<T>(random: Random, given: readonly T[]): T[] {
  const list = [...given];
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}
