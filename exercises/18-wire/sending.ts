/** Part 5. The sender's half of credit. */

import { type Sending, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - A byte that is sent takes one of the window of its stream and one of that of the connection. What waits
 *   is sent as soon as both allow it, and not before: after each call, no stream can send any more.
 * - A new size changes the windows of all open streams by the difference, below 0 if need be, and streams
 *   begin with it from then on. It is not the connection's.
 * - It is a breach of the connection when it is granted less than 1, or its window gets larger than
 *   2 ** 31 - 1 by that; and when a new size is larger itself, also if no stream is open, or makes the window
 *   of a stream larger. It is a breach of a stream when that is granted less than 1, or too much. A stream is
 *   closed by it; after one of the connection nothing is sent.
 * - Grants to streams that are over count for nothing. What they have sent stays spent; what they had not
 *   sent is free for others.
 */
export const sending: Sending<State> = {
  start: (_windows) => todo("part 5, start"),
  open: (_s, _stream, _io) => todo("part 5, open"),
  write: (_s, _stream, _bytes, _io) => todo("part 5, write"),
  granted: (_s, _stream, _bytes, _io) => todo("part 5, granted"),
  resized: (_s, _bytes, _io) => todo("part 5, resized"),
  close: (_s, _stream, _io) => todo("part 5, close"),
};
