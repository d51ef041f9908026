/** The learner (Lamport 2001, section 2.3): it hears of every vote, and knows what is decided when a quorum has voted. @module */

import type { From, Handlers } from "../../model/protocol.ts";
import { compareBallots } from "../ballot.ts";
import type { Message, PaxosIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** What a learner does. */
export function learner(
  { quorums }: Settings,
  { chosen }: Rules,
): Pick<Handlers<State, Message, From, PaxosIo>, "accepted"> {
  return {
    accepted(s, { from, ballot, value }, io) {
      if (s.decided !== null) return;
      const last = s.votes.get(from);
      if (last !== undefined && compareBallots(ballot, last.ballot) < 0) return;
      s.votes.set(from, { ballot, value });
      const decided = chosen(s.votes, quorums(io.peers));
      if (decided !== undefined) decide(s, decided, io);
    },
  };
}

/** It is decided: nobody need ask any more. */
function decide(s: State, value: string, io: PaxosIo): void {
  s.decided = value;
  s.votes = new Map();
  for (const { client } of s.wishes) io.answer(client, value);
  s.wishes = [];
  s.attempt = null;
  s.failures = 0;
  io.cancel("retry");
}
