/** Messages of trees in words, whatever comes in their place. @module */

import { told } from "hb/grade/told.ts";
import type { TreeMessage } from "../given.ts";
import { inIds, textOf } from "./rumour_words.ts";

/** What is broadcast under an id; there is but one. */
export const payloadOf = textOf;

export function messageInWords(message: unknown): string {
  const some = message as TreeMessage;
  switch (some?.type) {
    case "gossip":
      return some.payload === payloadOf(some.id)
        ? `the payload ${some.id}`
        : `the payload ${told(some.payload)} as ${told(some.id)}`;
    case "ihave":
      return `word of ${inIds(some.ids)}`;
    case "graft":
      return `a graft for ${inIds([some.id])}`;
    case "prune":
      return "a prune";
    default:
      return told(message);
  }
}
