/** How many messages generals send who are all loyal: the papers' messages, one order each. @module */

/**
 * Messages of OM(m) among `n` generals: (n − 1) + (n − 1)(n − 2) + … + (n − 1)(n − 2)…(n − m − 1), as each
 * lieutenant passes on in OM(m − 1) what he was told in OM(m).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { oralMessages } from "hb/consensus/generals/count.ts";
 *
 * assertEquals([oralMessages(4, 1), oralMessages(7, 2), oralMessages(10, 3)], [9, 156, 3609]);
 * ```
 */
export function oralMessages(n: number, m: number): number {
  assertCounts("count oral messages", n, m);
  let paths = 1, messages = 0;
  for (let round = 1; round <= m + 1; round++) messages += paths *= Math.max(0, n - round);
  return messages;
}

/**
 * Messages of SM(m) among `n` loyal generals: the commander's, and then each lieutenant passes on the one order
 * that there is, once. With m = 0 nobody passes anything on.
 */
export function signedMessages(n: number, m: number): number {
  assertCounts("count signed messages", n, m);
  return n - 1 + (m === 0 ? 0 : (n - 1) * (n - 2));
}

function assertCounts(doing: string, n: number, m: number): void {
  for (const [name, value, least] of [["n", n, 1], ["m", m, 0]] as const) {
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new RangeError(
      `Cannot ${doing} because ${name} must be a whole number from ${least} on: given ${value}`,
    );
  }
}
