/**
 * The law of conservation of credit: a byte of a window is with the sender, on the way, unread, owed, or on
 * the way back, and nowhere else. A byte that is nowhere is a connection that will stop one day.
 *
 * @module
 */

import type { ReceiveCredits } from "./receiving.ts";
import type { SendCredits } from "./sending.ts";

/** What is between the two sides. */
export interface OnTheWay {
  /** Bytes of a stream, or of all, that were sent and have not come. */
  data(stream: number): number;
  /** Bytes that were granted to a stream, or to the connection, and have not come. */
  grants(stream: number): number;
}

/**
 * What does not add up to `size` bytes in the windows of these streams, while no change of size is on its
 * way; one sentence each.
 */
export function creditLost(
  sender: SendCredits,
  receiver: ReceiveCredits,
  onTheWay: OnTheWay,
  sizes: ReadonlyMap<number, number>,
): string[] {
  const problems: string[] = [];
  for (const [stream, size] of sizes) {
    const sum = sender.window(stream) + onTheWay.data(stream) + receiver.unread(stream) +
      receiver.owed(stream) + onTheWay.grants(stream);
    if (sum === size) continue;
    problems.push(
      `window ${stream} has ${sum} bytes on both sides together, and ${size} are required`,
    );
  }
  return problems;
}
