/** Part 2. Frames out of a stream of bytes. */

import { type Frames, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - A frame is handed over in the call that brings its last byte, in order, however the stream is cut into
 *   chunks. Frames may be empty.
 * - At a length above `longest`, `push` throws `MalformedBytes`, as soon as the four bytes are there; the
 *   frames before it are handed over. From then on every call throws it. So does `end` in the middle of a
 *   frame.
 * - What waits of a body beyond a call is kept in bytes of `allocate`, and they are found in `s`; bodies are
 *   of `allocate`, too.
 * - What is held is no more than twice the most that has waited and come at once, and 4096 bytes, whatever
 *   a length promises. What is allocated in all is no more than four times the bytes of the stream and
 *   4096; and so is what is copied in all: one byte may be copied often, if others are not.
 */
export const frames: Frames<State> = {
  start: (_longest) => todo("part 2, start"),
  push: (_s, _chunk, _io) => todo("part 2, push"),
  end: (_s) => todo("part 2, end"),
};
