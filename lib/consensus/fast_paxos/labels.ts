/** How Fast Paxos is told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import { fastBallotLabel } from "./ballot.ts";
import type { Message, Saved, Timer, Vote } from "./messages.ts";
import type { State } from "./state.ts";

/** Ballots as "1.0f", the fast round 1 of node 0, and "1.0+1", in which it recovers; votes as "1.0f:a". */
export const labels: Labels<State, Message, Timer, Saved> = {
  client: (process) => `client ${process}`,
  state({ promised, accepted, decided }) {
    if (decided !== null) return `learnt ${decided}`;
    if (promised.round === 0) return undefined;
    return partLabel({ promised, accepted });
  },
  stateInFull({ promised, accepted, open, attempt, decided }) {
    return [
      `takes no part below round ${fastBallotLabel(promised)}`,
      accepted === null ? "has not voted" : `voted last for ${voteLabel(accepted)}`,
      ...(open === null
        ? []
        : [`has been told to vote for any proposal in ${fastBallotLabel(open)}`]),
      ...(attempt === null ? [] : [`coordinates round ${fastBallotLabel(attempt.ballot)}`]),
      ...(decided === null ? [] : [`has learnt "${decided}"`]),
    ].join("; ");
  },
  message(message) {
    switch (message.type) {
      case "propose":
      case "proposal":
        return message.value;
      case "prepare":
        return fastBallotLabel(message.ballot);
      case "promise":
        return message.accepted === null ? "nothing" : voteLabel(message.accepted);
      case "any":
        return `${fastBallotLabel(message.ballot)}:any`;
      case "accept":
      case "accepted":
        return voteLabel(message);
      case "nack":
        return `${fastBallotLabel(message.promised)} is higher`;
    }
  },
  timer: () => "takes over",
  record({ promised, accepted, round }) {
    // A coordinator saves the round that it begins before anybody has promised it.
    if (round > promised.round) return `round ${round}`;
    return partLabel({ promised, accepted });
  },
  request: (input) => String(input),
  answer: (output) => String(output),
  replies: ["promise", "accepted", "nack"],
  legend: {
    proposal: "proposal: somebody wants this",
    prepare: "1a, prepare: a round",
    promise: "1b, promise: the last vote",
    accept: "2a, accept: vote for this",
    any: "2a, any: vote for the first proposal",
    accepted: "2b, accepted: a vote",
    nack: "nack: a higher round is promised",
  },
  colours: {
    propose: 4,
    proposal: 4,
    answer: 4,
    prepare: 0,
    promise: 1,
    accept: 2,
    any: 2,
    accepted: 3,
    nack: 4,
  },
};

/** In which rounds an acceptor takes part, and its last vote. */
function partLabel({ promised, accepted }: Pick<State, "promised" | "accepted">): string {
  const from = `≥ ${fastBallotLabel(promised)}`;
  return accepted === null ? from : `${from}, ${voteLabel(accepted)}`;
}

function voteLabel({ ballot, value }: Vote): string {
  return `${fastBallotLabel(ballot)}:${value}`;
}
