/** Ranges that remember a great deal: what is done for each must be done for the last, too. @module */

import type { Interval, RangeState } from "../given.ts";
import { rangeFrom } from "./right_range.ts";

/** So many keys, gateways, answers to one of them, and groups: more than fit into small tables. */
const MANY = 260;

/** Said of such a range. */
export const FULL =
  `which has ${MANY} keys that end with digits, and remembers ${MANY} answers to gateway 0, one to ` +
  `each of ${MANY} others, ${MANY} groups that it has absorbed, and ${MANY} that were born of it`;

/** A range that has all that; groups from `from` on, and keys that begin with `letter`. */
export function fullRange(
  group: number,
  interval: Interval,
  version: number,
  { from, letter }: { readonly from: number; readonly letter: string },
): RangeState {
  const range = rangeFrom(group, interval, version), answer = { ok: true, value: null } as const;
  const answers = new Map<number, typeof answer>();
  range.heard.set(0, { boot: 1, lowest: 0, answers });
  for (let n = 0; n < MANY; n++) {
    range.data.set(`${letter}${`${n}`.padStart(3, "0")}`, `v${n}`);
    answers.set(from + n, answer);
    range.heard.set(from + n, { boot: 1, lowest: 0, answers: new Map([[0, answer]]) });
    range.absorbed.add(from + n);
    range.born.add(from + MANY + n);
  }
  return range;
}
