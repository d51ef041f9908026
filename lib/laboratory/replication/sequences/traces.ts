/**
 * Made-up editing, by a seed: of one who writes for long, and of several who write apart and then hear of each other. It is
 * used where no record of real writing is at hand.
 *
 * @module
 */

import { assertKinds, whole, wholeFrom } from "../../../model/kinds.ts";
import type { Edit } from "../../../replication/crdt/sequence/operation.ts";
import { Random } from "../../../sim/random.ts";

const LETTERS = "etaoin shrdlu cmfwyp vbgkjqxz ";

/**
 * One who writes so many single letters and takes so many of them back, most of them those just written; now and then the
 * writing goes on elsewhere. Throws `RangeError` where more would be taken back than is written.
 */
export function typing(seed: number, insertions: number, deletions: number): readonly Edit[] {
  const counts = { insertions, deletions };
  assertKinds("type", counts, { insertions: whole, deletions: wholeFrom(0, insertions) });
  const random = new Random(seed, "typing"), edits: Edit[] = [];
  let [inserts, deletes, length, cursor, takesBack] = [insertions, deletions, 0, 0, 0];
  while (inserts > 0 || deletes > 0) {
    if (random.chance(0.01)) cursor = random.below(length + 1);
    if (takesBack === 0 && random.chance(0.08)) takesBack = 1 + random.below(10);
    const removes = cursor > 0 && deletes > 0 && (takesBack > 0 || inserts === 0);
    takesBack = Math.max(0, takesBack - 1);
    if (removes) {
      edits.push({ type: "delete", at: --cursor, count: 1 });
      length--;
      deletes--;
    } else if (inserts > 0) {
      const text = LETTERS[random.below(LETTERS.length)]!;
      edits.push({ type: "insert", at: cursor++, text });
      length++;
      inserts--;
    } else cursor = length;
  }
  return edits;
}

/** One round of several who write at once: what each does to the text that all had. */
export type Round = readonly (readonly Edit[])[];

/** Where several write in a round. */
export type Places =
  /** Each at a place of its own. */
  | "apart"
  /** All at one place, each letter behind the one before. */
  | "together"
  /** All at one place, each letter before the one before. */
  | "backwards"
  /** As "together", and then each deletes a letter that it wrote, or one that was there. */
  | "revising"
  /** As "together", and before it some delete a letter next to the place, which the others do not know. */
  | "deleting";

/**
 * Rounds in which so many writers write some letters each, knowing of none of the others', and after which all have all.
 * Before them the first writer writes a few alone.
 */
export function rounds(
  seed: number,
  writers: number,
  count: number,
  places: Places,
): readonly Round[] {
  const random = new Random(seed, "rounds"), first = "-".repeat(4 * writers);
  const all: Round[] = [
    Array.from(
      { length: writers },
      (_, writer) => writer === 0 ? [{ type: "insert", at: 0, text: first }] : [],
    ),
  ];
  let { length } = first;
  for (let round = 0; round < count; round++) {
    const shared = random.below(length + 1), part = Math.floor(length / writers);
    const texts = Array.from({ length: writers }, () => 1 + random.below(4));
    all.push(texts.map((letters, writer) => {
      const from = places === "apart" ? writer * part + 1 + random.below(part - 1) : shared;
      const edits = Array.from({ length: letters }, (_, i): Edit => ({
        type: "insert",
        at: places === "backwards" ? from : from + i,
        text: String.fromCharCode(97 + (writer * 5 + i) % 26),
      }));
      if (places === "deleting") {
        const at = from - random.below(2);
        if (random.chance(0.5) || at < 0 || at >= length) return edits;
        // What was before the place is gone, and the place one nearer.
        const moved = at < from ? edits.map((edit) => ({ ...edit, at: edit.at - 1 })) : edits;
        return [{ type: "delete", at, count: 1 }, ...moved];
      }
      if (places !== "revising") return edits;
      const at = random.chance(0.5) ? from + letters - 1 : random.below(length + letters);
      return [...edits, { type: "delete", at, count: 1 }];
    }));
    // As long as it is at least: each may have deleted another letter.
    length += texts.reduce((sum, letters) => sum + letters, 0);
    if (places === "revising" || places === "deleting") length -= writers;
  }
  return all;
}
