/**
 * The proposer (Lamport 2006, sections 2.3.2 and 3.1): it says to everybody what its clients want, to save acceptors
 * the way through a coordinator in a fast ballot. If nothing is decided for long, it becomes a coordinator itself.
 *
 * @module
 */

import type { From, Handlers } from "../../model/protocol.ts";
import { voteForFirst } from "./acceptor.ts";
import { askForVotes, begin } from "./coordinator.ts";
import { type FastIo, type Message, type Timer, toAll } from "./messages.ts";
import type { FastPaxos } from "./settings.ts";
import type { State } from "./state.ts";

/** What a proposer does, and what everybody does upon a proposal. */
export function proposer(paxos: FastPaxos): {
  readonly upon: Pick<Handlers<State, Message, From, FastIo>, "propose" | "proposal">;
  readonly after: Handlers<State, Timer, unknown, FastIo>;
} {
  return {
    upon: {
      propose(s, { from, value }, io) {
        if (s.decided !== null) {
          io.answer(from, s.decided);
          return;
        }
        const idle = s.wishes.length === 0;
        s.wishes = s.wishes.filter(({ client }) => client !== from);
        s.wishes.push({ client: from, value });
        if (!idle) return;
        toAll(io, { type: "proposal", value });
        io.wait(paxos.patienceMs, { type: "retry" });
      },
      proposal(s, { value }, io) {
        s.heard = paxos.rules.hears(s.heard, value);
        voteForFirst(paxos, s, io);
        askForVotes(paxos, s, io);
      },
    },
    after: {
      retry(s, _, io) {
        const [wish] = s.wishes;
        if (wish === undefined) return;
        toAll(io, { type: "proposal", value: wish.value });
        begin(paxos, s, io);
      },
    },
  };
}
