/** Ranges that remember a great deal: what is done for each must be done for the last, too. @module */

import type { RangeAnswer, RangeState } from "../given.ts";
import { rangeFrom } from "./right_range.ts";

/** So many keys, gateways, answers to one of them, and groups: more than fit into small tables. */
const MANY = 260;

/** Whom a range has absorbed, and what was born of it: the last of them, where groups are from 9 on. */
export const FULL_GROUPS: readonly number[] = [9 + MANY - 1, 9 + 2 * MANY - 1];

/** Said of such a range. */
export const FULL =
  `which has ${MANY} keys that end with digits, and remembers ${MANY} answers to gateway 0, one to ` +
  `each of ${MANY} others, ${MANY} groups that it has absorbed, and ${MANY} that were born of it`;

/** Group 2 with all that; its groups are numbered from `from` on, and its keys begin with `letter`. */
export function fullRange(from: number, letter: string): RangeState {
  const range = rangeFrom(2, { start: "b", end: "t" }, 3);
  const answers = new Map<number, RangeAnswer>(), answer = { ok: true, value: null } as const;
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
