/**
 * Parts 12 to 14. Reads from an empty page: four ways to read a replicated log without writing into it. Your earlier
 * answers are of no use here but as something to read.
 *
 * `whole_reads.ts` says what a log shows of itself. You make another protocol of the log's,
 *
 *     const { protocol } = log;
 *     {
 *       start(io, journal) → state         // protocol.start(io, journal), and what you remember of reads
 *       upon: { …protocol.upon, read(s, message, io) {}, … }
 *       after: { …protocol.after }
 *       compact: protocol.compact, checkpoint: protocol.checkpoint
 *     }
 *
 * whose state has all fields of the log's (so that it can be handed to the log's functions), and some more. A client's
 * read comes as `{ type: "read", command }`, `from` is where the answer goes, by `io.answer(from, answer)`: `{ ok: true,
 * index, result }`. The log's own handlers do what they always did; after each of them things may have become possible
 * that reads wait for.
 *
 * - What reads are told must be linearizable, whatever messages and servers do: partitions, crashes, and clocks that
 *   show other times, and drift by no more than `drift`.
 * - Nothing is written into the log, nor saved, for a read. A read at a leader begins a round of heartbeats (`log.beat`)
 *   at once if none is under way, and waits for the next round if one is; so many reads cost no more than few. Nothing
 *   waits for a timer of yours.
 * - A leader with a lease sends nothing for a read. Its lease lasts for at least nine tenths of what is possible.
 * - A server that can neither answer a read nor hand it on may let it go: its client will ask again. What is over is not
 *   remembered: reads that are answered, rounds that are confirmed, and all that a leader knew of rounds and leases in
 *   another leadership. A read whose answers were lost is not over, as they may yet come; you may forget the oldest
 *   of those when more than a thousand wait.
 *
 * @module
 */

import { todo, type WholeReads } from "./given.ts";

/** Your reads, for each `way`. */
export const reads: WholeReads = {
  protocol: (_log, _options) => todo("parts 12 to 14, the protocol"),
};

/** The same is judged three times: by read index, by lease, by quorum. */
export { reads as indexed, reads as leased, reads as quorums };
