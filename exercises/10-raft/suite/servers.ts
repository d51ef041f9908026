/** Servers and what a step makes of them, beside what the book's Raft makes of them, in words. @module */

import type { Grading } from "hb/grade/part.ts";
import { raftBut, type RaftHandlers } from "hb/consensus/raft/change.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import { durableLog, durableVote, seen, upon } from "hb/laboratory/raft/servers.ts";
import type { Message, NodeId, State } from "../given.ts";

/** A message that a server gets. */
export interface Arrival {
  readonly s: State;
  readonly from: NodeId;
  readonly message: Message;
}

/**
 * Requires that a server which gets a message does as the book's would, seen from outside and after a crash;
 * how that comes about does not count.
 */
export function sameSteps(
  handlers: Partial<RaftHandlers>,
  options: Options,
  arrivals: Iterable<Arrival>,
  words: (arrival: Arrival) => string,
  grading: Grading,
): void {
  const mine = raftBut({ handlers }, options), right = raftBut({}, options);
  grading.forAll(arrivals, (arrival) => {
    const { s, from, message } = arrival, told = words(arrival);
    const found = grading.asked(() => upon(mine, s, from, message), () => told);
    const expected = upon(right, s, from, message);
    grading.alike(seen(found), seen(expected), told);
    const crash = `${told}: what outlives a crash of`;
    grading.equal(durableVote(s, found), durableVote(s, expected), `${crash} term and vote`);
    grading.equal(durableLog(s, found), durableLog(s, expected), `${crash} the log`);
  });
}
