/**
 * How much time is left, as it travels in gRPC (PROTOCOL-HTTP2.md, `grpc-timeout`): a whole number of at
 * most eight digits, and a unit. What travels is the time that is left and not the moment when it ends,
 * since clocks of two machines agree less well than their speeds. The time on the way is not counted:
 * whoever is called may think that it has so much more, and is told by its caller when the time is over.
 *
 * Eight digits are little for small units (a second is a thousand million nanoseconds) and much for large
 * ones (99,999,999 hours are more nanoseconds than a signed number of 64 bits holds): both have bitten
 * (grpcbox 85, 89).
 *
 * @module
 */

import { MalformedBytes } from "../../codec/malformed.ts";

/** The units, and how many ms each is. From the finest on. */
const units = { n: 1e-6, u: 1e-3, m: 1, S: 1000, M: 60_000, H: 3_600_000 } as const;

const MOST = 99_999_999;

/** The longest timeout that can be told, in ms: 99,999,999 hours. */
export const LONGEST_TIMEOUT_MS: number = MOST * units.H;

/**
 * The timeout in the finest unit in which it has eight digits; rounded down, so that no hop adds any time.
 * Nothing that is left is "0n", and Infinity is the longest that there is.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readTimeout, writeTimeout } from "hb/link/deadline/timeout.ts";
 *
 * assertEquals(writeTimeout(99), "99000000n");
 * assertEquals(writeTimeout(100), "100000u");
 * assertEquals(readTimeout("2S"), 2000);
 * ```
 */
export function writeTimeout(ms: number): string {
  if (Number.isNaN(ms)) {
    throw new RangeError(`Cannot write a timeout because a number is required: given ${ms}`);
  }
  for (const [unit, each] of Object.entries(units)) {
    const count = Math.floor(Math.max(0, ms) / each);
    if (count <= MOST) return `${count}${unit}`;
  }
  return `${MOST}H`;
}

/** The timeout in ms, which may be a fraction. Throws `MalformedBytes` at what is none. */
export function readTimeout(text: string): number {
  const [, digits, unit] = /^([0-9]{1,8})([numSMH])$/.exec(text) ?? [];
  if (digits === undefined) {
    const given = JSON.stringify(text.slice(0, 20));
    throw new MalformedBytes(0, "a timeout of one to eight digits and a unit", given);
  }
  return Number(digits) * units[unit as keyof typeof units];
}
