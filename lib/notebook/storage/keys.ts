/** Keys of a store on an axis, and as a person reads them. @module */

import { compareKeys } from "../../storage/engine/engine.ts";

/** A key of more letters is shown without those that it has in common with all others. */
const mostLetters = 8;

/** A key in a few letters: as text if it is text, else as hexadecimal digits. */
export function keyText(key: Uint8Array, inCommon = 0): string {
  const isText = key.length > 0 && key.every((byte) => byte > 32 && byte < 127);
  const text = isText ? new TextDecoder().decode(key) : key.toHex();
  if (text.length <= mostLetters) return text;
  const rest = text.slice(isText ? inCommon : 2 * inCommon);
  const shown = rest.length > mostLetters ? `${rest.slice(0, mostLetters - 2)}…` : rest;
  return inCommon > 0 ? `…${shown}` : shown;
}

/** Where keys stand, and how they are read. */
export interface KeyAxis {
  /** Where one of the keys stands. */
  at(key: Uint8Array): number;
  /** The key in a few letters. */
  text(key: Uint8Array): string;
}

/** An axis on which these keys, and no others, stand side by side, all as far from each other. */
export function axisFor(keys: readonly Uint8Array[]): KeyAxis {
  const sorted = keys.toSorted(compareKeys);
  const distinct = sorted.filter((key, i) => i === 0 || compareKeys(key, sorted[i - 1]!) !== 0);
  const first = distinct[0] ?? new Uint8Array(), last = distinct.at(-1) ?? first;
  let inCommon = 0;
  while (inCommon < first.length && first[inCommon] === last[inCommon]) inCommon++;
  const ranks = new Map(distinct.map((key, rank) => [key.toHex(), rank]));
  return {
    at: (key) => ranks.get(key.toHex())!,
    text: (key) => keyText(key, inCommon < first.length ? inCommon : 0),
  };
}
