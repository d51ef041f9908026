/** The learner (Lamport 2006, section 2.3.2): it hears of every vote, and knows what is decided when a quorum has voted for it. @module */

import type { From, Handlers } from "../../model/protocol.ts";
import type { FastIo, Message, Value } from "./messages.ts";
import { recover } from "./recovery.ts";
import type { FastPaxos } from "./settings.ts";
import type { State } from "./state.ts";
import { votesIn } from "./votes.ts";

/** What a learner does. */
export function learner(
  paxos: FastPaxos,
): Pick<Handlers<State, Message, From, FastIo>, "accepted"> {
  const { quorums, rules: { chosen, isQuorum } } = paxos;
  return {
    accepted(s, { from, ballot, value }, io) {
      if (s.decided !== null) return;
      const cast = votesIn(s.votes, ballot);
      cast.votes.set(from, value);
      const decided = chosen(s.votes, quorums(io.peers), isQuorum);
      if (decided === undefined) recover(paxos, s, cast, io);
      else decide(s, decided, io);
    },
  };
}

/** It is decided: nobody need ask any more. */
function decide(s: State, value: Value, io: FastIo): void {
  s.decided = value;
  s.votes = [];
  for (const { client } of s.wishes) io.answer(client, value);
  s.wishes = [];
  s.attempt = null;
  s.failures = 0;
  io.cancel("retry");
}
