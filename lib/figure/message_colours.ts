/** The colours by which types of messages are told apart. @module */

import { assertFields, whole } from "./refuse.ts";
import { palette } from "./theme.ts";

/** Vermilion, the second of the palette, is too near to the colour of what went wrong. */
export const usableColours: readonly string[] = palette.filter((_, i) => i !== 1);

/**
 * The number of each type's colour. Pinned types have the number that they are pinned to; the others take
 * the numbers that are left, in the order in which they first appear.
 */
export function colourNumbers(
  types: Iterable<string>,
  pinned: Readonly<Record<string, number>> = {},
): ReadonlyMap<string, number> {
  assertFields("messages", "their colours", pinned, {});
  for (const type of Object.keys(pinned)) {
    assertFields("messages", "their colours", pinned, { [type]: whole });
  }
  const count = usableColours.length;
  const taken = new Set(Object.values(pinned).map((number) => number % count));
  // Where every colour is pinned, some must be used twice.
  const isFree = (number: number) => taken.size >= count || !taken.has(number % count);
  const numbers = new Map<string, number>();
  let next = 0;
  for (const type of types) {
    if (numbers.has(type)) continue;
    if (Object.hasOwn(pinned, type)) {
      numbers.set(type, pinned[type]!);
      continue;
    }
    while (!isFree(next)) next++;
    numbers.set(type, next++);
  }
  return numbers;
}

/** The colour of each type, as `colourNumbers` numbers them. */
export function messageColours(
  types: Iterable<string>,
  pinned?: Readonly<Record<string, number>>,
): ReadonlyMap<string, string> {
  const numbers = [...colourNumbers(types, pinned)];
  return new Map(
    numbers.map(([type, number]) => [type, usableColours[number % usableColours.length]!]),
  );
}
