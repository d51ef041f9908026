/** Part 6. The receiver's half of credit. */

import { type Receiving, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * Of each window, every byte is in one of three places: the other side may still send it; it has come and is
 * not consumed; or it is consumed and owed, until it is granted again.
 *
 * - After each call, no window of an open stream, nor the connection's, owes as much as the other side has
 *   left of it, or more; what the other side has left may be nothing, or less.
 * - What is consumed as it comes costs no more than four grants for a window's worth of bytes, and four.
 * - What comes on a stream that is over, or is not consumed when it ends, is owed by the connection.
 * - More than there is credit for is a breach: of the connection, after which nothing counts; or of the
 *   stream, which is closed by it.
 * - A size that the other side is told counts from its acknowledgement on, for all open streams and for
 *   those to come; several may be under way. It is not the connection's.
 */
export const receiving: Receiving<State> = {
  start: (_windows) => todo("part 6, start"),
  open: (_s, _stream, _io) => todo("part 6, open"),
  came: (_s, _stream, _bytes, _io) => todo("part 6, came"),
  consumed: (_s, _stream, _bytes, _io) => todo("part 6, consumed"),
  close: (_s, _stream, _io) => todo("part 6, close"),
  resize: (_s, _bytes, _io) => todo("part 6, resize"),
  acknowledged: (_s, _io) => todo("part 6, acknowledged"),
};
