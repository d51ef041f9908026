/** How Paxos is told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import { ballotLabel } from "../ballot.ts";
import type { Message, Saved, Timer, Vote } from "./messages.ts";
import type { State } from "./state.ts";

/** Ballots as "2.0", round 2 of node 0; votes as "2.0:a". */
export const labels: Labels<State, Message, Timer, Saved> = {
  client: (process) => `client ${process}`,
  state({ promised, accepted, decided }) {
    if (decided !== null) return `learnt ${decided}`;
    if (promised.round === 0) return undefined;
    return partLabel({ promised, accepted });
  },
  stateInFull({ promised, accepted, attempt, decided }) {
    return [
      `takes no part below ballot ${ballotLabel(promised)}`,
      accepted === null ? "has not voted" : `voted last for ${voteLabel(accepted)}`,
      ...(attempt === null ? [] : [
        `tries ballot ${ballotLabel(attempt.ballot)}, promised by ${attempt.promises.size}`,
      ]),
      ...(decided === null ? [] : [`has learnt "${decided}"`]),
    ].join("; ");
  },
  message(message) {
    switch (message.type) {
      case "propose":
        return message.value;
      case "prepare":
        return ballotLabel(message.ballot);
      case "promise":
        return message.accepted === null ? "nothing" : voteLabel(message.accepted);
      case "accept":
      case "accepted":
        return voteLabel(message);
      case "nack":
        return `${ballotLabel(message.promised)} is higher`;
    }
  },
  timer: () => "tries again",
  record({ promised, accepted, round }) {
    // A proposer saves the round that it begins before anybody has promised it.
    if (round > promised.round) return `round ${round}`;
    return partLabel({ promised, accepted });
  },
  request: (input) => String(input),
  answer: (output) => String(output),
  replies: ["promise", "accepted", "nack"],
  legend: {
    prepare: "prepare: a ballot",
    promise: "promise: the last vote",
    accept: "accept: vote for this",
    accepted: "accepted: a vote",
    nack: "nack: a higher ballot is promised",
  },
  colours: { propose: 4, prepare: 0, promise: 1, accept: 2, accepted: 3, nack: 4, answer: 4 },
};

/** In which ballots an acceptor takes part, and its last vote. */
function partLabel({ promised, accepted }: Pick<State, "promised" | "accepted">): string {
  const from = `≥ ${ballotLabel(promised)}`;
  return accepted === null ? from : `${from}, ${voteLabel(accepted)}`;
}

function voteLabel({ ballot, value }: Vote): string {
  return `${ballotLabel(ballot)}:${value}`;
}
