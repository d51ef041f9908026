/** The acceptor (Lamport 2001, section 2.2, phases 1b and 2b): what it has promised and voted for, it saves first. @module */

import type { From, Handlers } from "../../model/protocol.ts";
import { type Ballot, compareBallots, laterOf } from "../ballot.ts";
import type { Message, PaxosIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** What an acceptor does. */
export function acceptor(
  { learners }: Settings,
  { mayPromise, mayAccept, kept, saved }: Rules,
): Pick<Handlers<State, Message, From, PaxosIo>, "prepare" | "accept"> {
  const save = (s: State, io: PaxosIo): void =>
    io.save(saved({ promised: s.promised, accepted: s.accepted, round: s.round }));
  return {
    prepare(s, { from, ballot }, io) {
      if (mayPromise(ballot, s.promised)) {
        s.promised = ballot;
        s.accepted = kept(s.accepted, ballot);
        save(s, io);
      } else if (compareBallots(ballot, s.promised) < 0) {
        io.send(from, { type: "nack", ballot, promised: s.promised });
        return;
      } else if (hasVotedIn(ballot, s)) {
        // Its proposer has all the promises that it needs.
        return;
      }
      // Whoever asks again may not have been reached by the answer, and gets the same again.
      io.send(from, { type: "promise", ballot, accepted: s.accepted });
    },
    accept(s, { from, ballot, value }, io) {
      if (mayAccept(ballot, s.promised)) {
        s.promised = laterOf(ballot, s.promised);
        s.accepted = { ballot, value };
        save(s, io);
        for (const node of learners === "all" ? io.peers : [from]) {
          io.send(node, { type: "accepted", ballot, value });
        }
      } else {
        io.send(from, { type: "nack", ballot, promised: s.promised });
      }
    },
  };
}

function hasVotedIn(ballot: Ballot, { accepted }: State): boolean {
  return accepted !== null && compareBallots(accepted.ballot, ballot) === 0;
}
