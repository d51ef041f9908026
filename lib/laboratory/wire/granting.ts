/**
 * When is credit given back? A sender has a window of credit and sends two messages, one after the other; a receiver
 * gives credit back by some rule. Every pair of lengths is tried: with some rules and lengths both sides wait for
 * each other for ever (linkerd 1013, dubbo 16443).
 *
 * @module
 */

import { ReceiveCredits } from "../../link/credits/receiving.ts";

/** When the receiver gives back what it has taken in. */
export type Granting =
  /** Whenever bytes have come, as `lib/link/credits` does: a part of a message is as good as another. */
  | "bytes, as they come"
  /** When a message is whole. */
  | "whole messages"
  /** When messages are whole, and only in steps of half a window. */
  | "whole messages, half a window at a time";

/** What came of all pairs. */
export interface GrantingReport {
  /** How many pairs of lengths were tried. */
  readonly pairs: number;
  /** With how many of them both sides wait for ever. */
  readonly stuck: number;
  /** The shortest of them: the lengths of the messages in bytes, and how many bytes had come by then. */
  readonly shortest: { readonly lengths: readonly number[]; readonly came: number } | undefined;
}

/** Tries all pairs of lengths from 1 to `longest` bytes with a window of so many bytes. */
export function tryGranting(rule: Granting, window: number, longest: number): GrantingReport {
  let pairs = 0, stuck = 0, shortest: GrantingReport["shortest"];
  for (let sum = 2; sum <= 2 * longest; sum++) {
    for (let first = Math.max(1, sum - longest); first <= Math.min(longest, sum - 1); first++) {
      const lengths = [first, sum - first], came = transfer(rule, window, lengths);
      pairs++;
      if (came === sum) continue;
      stuck++;
      shortest ??= { lengths, came };
    }
  }
  return { pairs, stuck, shortest };
}

/** How many bytes come through, when nobody does anything any more. */
function transfer(rule: Granting, window: number, lengths: readonly number[]): number {
  const receiver = receiverOf(rule, window, lengths);
  const all = lengths.reduce((sum, length) => sum + length, 0);
  let credit = window, came = 0;
  while (came < all && credit > 0) {
    const bytes = Math.min(credit, all - came);
    came += bytes;
    credit += receiver(bytes) - bytes;
  }
  return came;
}

/** Takes bytes in, and says how much credit it gives back. */
type Receiver = (bytes: number) => number;

function receiverOf(rule: Granting, window: number, lengths: readonly number[]): Receiver {
  if (rule === "bytes, as they come") return piecewise(window);
  const step = rule === "whole messages" ? 1 : window / 2;
  const ends = lengths.map((_, i) => lengths.slice(0, i + 1).reduce((sum, each) => sum + each));
  let came = 0, granted = 0;
  return (bytes) => {
    came += bytes;
    const whole = Math.max(0, ...ends.filter((end) => end <= came)), owed = whole - granted;
    if (owed < step) return 0;
    granted += owed;
    return owed;
  };
}

/** The rule of this book's own links. */
function piecewise(window: number): Receiver {
  const credits = new ReceiveCredits({ stream: window, connection: window }), stream = 1;
  credits.open(stream);
  return (bytes) => {
    credits.receive(stream, bytes);
    credits.consume(stream, bytes);
    const due = credits.grants().find((grant) => grant.stream === stream);
    return due?.bytes ?? 0;
  };
}
