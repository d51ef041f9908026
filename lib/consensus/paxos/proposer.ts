/** The proposer (Lamport 2001, section 2.2, phases 1a and 2a; who stands back, and for how long, is ours). @module */

import type { From, Handlers } from "../../model/protocol.ts";
import { compareBallots } from "../ballot.ts";
import { type Message, type PaxosIo, type Timer, toAll } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** What a proposer does upon messages. */
export type Upon = Pick<
  Handlers<State, Message, From, PaxosIo>,
  "propose" | "promise" | "nack"
>;

/** What a proposer does. */
export function proposer(
  { quorums, patienceMs, backoffMs, mostBackoffMs }: Settings,
  { ballotOf, isReplyTo, toPropose, pauseMs, saved }: Rules,
): { readonly upon: Upon; readonly after: Handlers<State, Timer, unknown, PaxosIo> } {
  /** Begins a ballot that is higher than all that it knows of. */
  const begin = (s: State, io: PaxosIo): void => {
    s.round = Math.max(s.round, s.promised.round) + 1;
    io.save(saved({ promised: s.promised, accepted: s.accepted, round: s.round }));
    const ballot = ballotOf(s.round, io.self);
    s.attempt = { ballot, promises: new Map(), value: null };
    toAll(io, { type: "prepare", ballot });
    io.wait(patienceMs, { type: "retry" });
  };
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
        if (idle) begin(s, io);
      },
      promise(s, { from, ballot, accepted }, io) {
        const { attempt } = s;
        if (attempt === null || !isReplyTo(ballot, attempt.ballot)) return;
        attempt.promises.set(from, accepted);
        if (attempt.value !== null) return;
        if (!quorums(io.peers).phase1(new Set(attempt.promises.keys()))) return;
        const votes = [...attempt.promises.values()].filter((vote) => vote !== null);
        attempt.value = toPropose(votes, s.wishes[0]!.value);
        toAll(io, { type: "accept", ballot: attempt.ballot, value: attempt.value });
      },
      nack(s, { ballot, promised }, io) {
        s.round = Math.max(s.round, promised.round);
        if (s.attempt === null || compareBallots(ballot, s.attempt.ballot) !== 0) return;
        s.attempt = null;
        s.failures++;
        const longest = Math.min(mostBackoffMs, backoffMs * 2 ** (s.failures - 1));
        io.wait(pauseMs(longest, (count) => io.choose(count)), { type: "retry" });
      },
    },
    after: {
      retry(s, _, io) {
        if (s.wishes.length > 0) begin(s, io);
      },
    },
  };
}
