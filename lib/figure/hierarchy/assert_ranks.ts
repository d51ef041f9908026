/** Which members a hierarchy can have. @module */

import { assertDistinct, assertList, listOf, optional, someWords, text } from "../refuse.ts";

/** Throws unless every member is one, and no two have one name. */
export function assertRanks(ranks: unknown): void {
  assertList("a hierarchy", ["a member", "its members"], ranks, {
    name: someWords,
    above: listOf(text),
    words: optional(text),
    kind: optional(someWords),
  });
  const names = (ranks as readonly { name: string }[]).map(({ name }) => name);
  assertDistinct("a hierarchy", "no two members may have one name", names);
}
