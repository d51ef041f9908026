/** Until when a call is worth working on. @module */

import { LONGEST_TIMER_MS } from "../link/deadline/deadline.ts";

/**
 * The time that a call has left, in whole ms: at least 0, at most `most`. `deadline` and `now` are times in
 * ms on one clock; Infinity where the caller would wait for ever. `most` bounds what a stranger may ask for:
 * gRPC's largest timeout, 99999999H, is more than eleven thousand years.
 */
export function timeLeft(deadline: number, now: number, most: number): number {
  if (Number.isNaN(deadline)) return 0;
  return Math.max(0, Math.min(most, Math.floor(deadline - now)));
}

/** The units of gRPC's timeouts in ms (gRPC over HTTP/2, "Timeout"). */
const units = { H: 3_600_000, M: 60_000, S: 1_000, m: 1, u: 1e-3, n: 1e-6 } as const;

/**
 * What `grpc-timeout` says, in ms; undefined where it is not of the form, a number of 1 to 8 digits and a
 * unit. No unit's largest value is beyond what a double holds exactly in ms.
 */
export function readTimeout(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,8})([HMSmun])$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * units[unit as keyof typeof units];
}

/**
 * The same timeout as a header, or 596 hours where it is longer than a timer can be, about 24.8 days; others
 * are left as they are.
 */
export function boundedTimeout(text: string): string {
  return (readTimeout(text) ?? 0) > LONGEST_TIMER_MS ? "596H" : text;
}
