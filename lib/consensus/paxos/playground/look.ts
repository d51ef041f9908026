/** How nodes and messages of Paxos look, and what is worth telling. @module */

import type { Cells, MessageLook, NodeLook, Sign } from "../../../kit/playground/look.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { ballotLabel } from "../../ballot.ts";
import type { Message } from "../messages.ts";
import type { State } from "../state.ts";

/** What a node does as a proposer. */
function proposerOf({ attempt, wishes, decided }: Readonly<State>) {
  if (decided !== null) return { name: "done", weight: "strong" } as const;
  if (attempt !== null) {
    return { name: attempt.value === null ? "phase 1" : "phase 2", weight: "open" } as const;
  }
  return { name: wishes.length > 0 ? "stands back" : "idle", weight: "plain" } as const;
}

/** How a node looks: as a proposer beside it, as an acceptor in it. */
export function look(s: Readonly<State>): NodeLook {
  const { name, weight } = proposerOf(s), { promised, accepted, attempt, decided } = s;
  const vote = accepted === null
    ? "no vote"
    : `last vote for ${accepted.value} in ballot ${ballotLabel(accepted.ballot)}`;
  return {
    weight,
    name,
    caption: decided !== null
      ? `learnt ${decided}`
      : attempt !== null
      ? `${name} of ${ballotLabel(attempt.ballot)}`
      : name === "idle"
      ? ""
      : name,
    badge: `≥ ${ballotLabel(promised)}`,
    facts: `takes part from ballot ${ballotLabel(promised)} on, ${vote}`,
  };
}

/** An acceptor keeps its last vote. */
export const cells: Cells<State> = {
  title: "Last vote",
  last: ({ accepted }) => accepted === null ? 0 : 1,
  cell({ accepted, decided }) {
    if (accepted === null) return undefined;
    const { ballot, value } = accepted, isFirm = value === decided;
    return {
      head: ballotLabel(ballot),
      hue: ballot.round,
      text: value,
      isFirm,
      title: `A vote for ${value} in ballot ${ballotLabel(ballot)}, ` +
        (isFirm ? "which is decided" : "not known to be decided"),
    };
  },
};

/** Phase 1 is warm, phase 2 is cool. */
export function messageLook({ type }: Message): MessageLook {
  switch (type) {
    case "prepare":
      return { shape: "block", tone: "warm" };
    case "promise":
      return { shape: "yes", tone: "warm" };
    case "nack":
      return { shape: "no", tone: "warm" };
    case "accepted":
      return { shape: "yes", tone: "cool" };
    default:
      return { shape: "block", tone: "cool" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "prepare", shape: "block", tone: "warm" },
  { name: "promise", shape: "yes", tone: "warm" },
  { name: "refusal", shape: "no", tone: "warm" },
  { name: "accept", shape: "block", tone: "cool" },
  { name: "vote", shape: "yes", tone: "cool" },
];

/** A proposer goes on, or stands back; a learner has learnt. */
export function news(
  node: NodeId,
  before: Readonly<State> | undefined,
  now: Readonly<State>,
): string | undefined {
  const was = before === undefined ? undefined : { ...proposerOf(before), attempt: before.attempt };
  const { name } = proposerOf(now), { attempt, decided } = now;
  const ballot = attempt === null ? "" : ballotLabel(attempt.ballot);
  const wasBallot = was?.attempt ? ballotLabel(was.attempt.ballot) : "";
  if (was?.name === name && wasBallot === ballot) return undefined;
  switch (name) {
    case "done":
      return `Node ${node} has learnt ${decided}.`;
    case "phase 1":
      return `Node ${node} asks for promises in ballot ${ballot}.`;
    case "phase 2":
      return `Node ${node} asks for votes for ${attempt!.value} in ballot ${ballot}.`;
    case "stands back":
      return `Node ${node} meets a higher ballot, and stands back.`;
    default:
      return undefined;
  }
}
