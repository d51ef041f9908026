/** Part 6. The replica that is asked: in the first ballot, and in those of recoveries. @module */

import { type Acceptor, todo } from "./given.ts";

/**
 * A replica answers for instances of all rows, its own included, where another one may recover. What it knows of an instance stands in
 * `s.rows[id.replica].get(id.slot)`; where there is nothing, it has promised and accepted `NO_BALLOT`, its phase is "none", and both proposals
 * are null. What it puts there it saves in the same step, as { id, instance }. It takes no part in a ballot below the one that it has
 * promised, and whoever asks in one gets a `nack` with what is promised. Whoever asks for anything that is decided is told what (`commit`),
 * and nothing changes.
 *
 * - `preAccept`, { id, proposal }, is of the first ballot. If it has heard of no value there, it adds what it finds (`setting.attributes`)
 *   to what it is told: for each replica the greater slot, and the greater sequence number. It keeps this as pre-accepted, and keeps what it was
 *   told as `initial`, which never changes again. The answer is what it has pre-accepted. Asked again it gives the same answer
 *   again, whatever it has heard of since. When it has voted already, the answer is of no use any more: it gives none.
 * - `accept`, { id, ballot, proposal }: it votes, in the ballot that it has promised, or in a higher one, which it promises by that.
 *   `acceptReply`. Asked again in that ballot it says so again.
 * - `commit`: it knows for ever what is decided, and says nothing. The ballots and `initial` stay. One that comes again is not saved again.
 * - `prepare`, { id, ballot }: a ballot that is higher than what it has promised is promised. It tells (`prepareReply`) what it knew: the
 *   ballot in which it has accepted, the phase, what stands there, `initial`. All of this stays. To a ballot that is just the promised one
 *   it may say the same as before, a nack, or nothing, as you like.
 */
export const acceptor: Acceptor = {
  preAccept: (_setting, _s, _message, _io) => todo("part 6, preAccept"),
  accept: (_setting, _s, _message, _io) => todo("part 6, accept"),
  commit: (_setting, _s, _message, _io) => todo("part 6, commit"),
  prepare: (_setting, _s, _message, _io) => todo("part 6, prepare"),
};
