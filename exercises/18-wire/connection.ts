/**
 * Part 10. Many streams over one connection, from an empty page. You may use your own answers to other parts:
 * `import { frames } from "./frames.ts"`.
 *
 * `whole_connection.ts` has the frames, and what each function of a side is asked for. The other side may be
 * yours, or the book's.
 *
 * - Streams have numbers up to 2 ** 31 - 1. A side counts its own by twos; of the other side's, any above
 *   those before is new, and some may be left out.
 * - The bytes of a stream come in their order, and then its end. Data without bytes is an event, too, with
 *   its end or without. A stream is over when both sides have said
 *   their end and what came is consumed here, or at a reset, in either direction. What is still on its way to
 *   a stream that is over is passed over, but counts for the connection.
 * - Credit is that of parts 5 and 6: nothing is sent for which there is none; all of it goes back, of streams
 *   that are reset or not read, too; what is owed is granted at the latest when it is as much as the other
 *   side has left; but to a stream whose end has come nothing need be granted. A new size is acknowledged
 *   when it is kept to. An end without bytes needs no credit, also where a new size has left less than none.
 *   A grant that was not taken for the pipe counts for nothing.
 * - Streams take turns of one frame of data: one that can go on waits for no more than a frame of each of the
 *   others, and one that its own window holds up gets in line when it can go on. What is said about streams,
 *   pongs and grants go ahead of data; a reset says nothing more of its stream, and what waits on it is
 *   dropped.
 * - Of the other side's streams that are too many, each is refused: reset, as untouched.
 * - Who leaves names the last stream of the other side that has come. Streams above it, which may be on their
 *   way, are not looked at: no event, no reset, no stream. On the other side they are over, refused and
 *   untouched. A second `leave` says nothing. A second `leaving` that comes may name a lower stream, and is
 *   an event again.
 * - Anything that comes shows that the other side is there. If nothing has come for `askAfterMs`, a ping is
 *   to be sent; if nothing comes for `patienceMs` from then on, whether it could be sent or not, `tick` gives
 *   false, and goes on to. A ping is answered by a pong with its token.
 * - When it is lost, every open stream is told to be over, once, as "lost": untouched if it is an own one
 *   whose `open` was not taken for the pipe, and no other.
 * - A breach of one stream resets that stream, and is told as its end: more data than its window, data
 *   behind its end, or a grant to it that part 5 refuses. All other breaches are thrown: bytes that are no
 *   frame, or a body longer than `frameBytes` and 16; more data than the connection's window; a grant to the
 *   connection, or a size, that part 5 refuses; a stream that begins and is not new, of the wrong side, or
 *   numbered too high; data or a reset for one that never was; acknowledging what was not sent; a last
 *   stream above one that was named before; more than 100 frames of data in a row, of whichever streams, that
 *   bring neither bytes nor the end of a stream that is open (CVE-2019-9518). And more than 1,000 frames that
 *   the other side has called for (pongs, acknowledgements, refusals, resets for breaches), while they are
 *   not taken.
 * - A chunk is the caller's, who will write over it; it may be a part of a larger buffer, and so may what is
 *   written. A frame that was taken is the pipe's, and bytes that were told are whoever's was told them: they
 *   stay as they are.
 * - `streams` counts those that are open, however many there were: what is over is forgotten.
 */

import { type Connecting, todo } from "./given.ts";

export const connection: Connecting = {
  begin: (_rules, _now) => todo("part 10, begin"),
};
