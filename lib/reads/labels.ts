/** How reads are told in diagrams: the words of their log, and some of their own. @module */

import type { State as MultiPaxosState } from "../consensus/multipaxos/state.ts";
import { labels as multiPaxos } from "../consensus/multipaxos/labels.ts";
import type { State as RaftState } from "../consensus/raft/state.ts";
import { labels as raft } from "../consensus/raft/labels.ts";
import type { Labels } from "../model/labels.ts";
import type { Tagged } from "../model/protocol.ts";
import type { ReadMessage } from "./messages.ts";
import type { AnyReading } from "./reader.ts";

type AnyLabels = Labels<unknown, unknown, unknown, unknown>;

const ofRaft = raft as AnyLabels, ofPaxos = multiPaxos as AnyLabels;

/** Whichever log it is, its own words tell it. */
export const labels: Labels<AnyReading, Tagged, Tagged, unknown> = {
  node: (node) => `server ${node}`,
  state: (state) => isRaft(state) ? ofRaft.state!(state) : ofPaxos.state!(state),
  message: (message) => readLabel(message as ReadMessage) ?? logLabel(message),
  timer: (timer) => ofRaft.timer!(timer) ?? ofPaxos.timer!(timer) ?? timer.type,
  record: (record) =>
    ["promise", "votes", "decided"].includes((record as Tagged).type) ||
      tellsOfSlots(record as Tagged)
      ? ofPaxos.record!(record)
      : ofRaft.record!(record),
  request: (input) => (namesMembers(input) ? ofPaxos : ofRaft).request!(input),
  answer: (output) => ofRaft.answer!(output),
  routine: (event) => (ofRaft.routine!(event) || ofPaxos.routine!(event)),
  replies: [...raft.replies!, ...multiPaxos.replies!, "index", "peeked"],
  colours: {
    ...raft.colours,
    ...multiPaxos.colours,
    read: 4,
    forwardRead: 4,
    askIndex: 2,
    index: 2,
    peek: 1,
    peeked: 1,
  },
  legend: {
    ...raft.legend,
    ...multiPaxos.legend,
    read: "a request",
    forwardRead: "a request",
    askIndex: "how far must I have executed?",
    index: "so far",
    peek: "what is your last place?",
    peeked: "this one",
  },
};

function isRaft(state: unknown): state is RaftState {
  return "term" in (state as RaftState | MultiPaxosState);
}

function logLabel(message: Tagged): string {
  const { request = message } = message as { readonly request?: Tagged };
  const isOfPaxos = message.type in multiPaxos.colours! && !(message.type in raft.colours!);
  const isPaxos = isOfPaxos || namesMembers(request) || tellsOfSlots(message);
  return (isPaxos ? ofPaxos : ofRaft).message!(message);
}

/** Whether it asks for other members as Multi-Paxos has it, which says whom; Raft says who comes and goes. */
function namesMembers(input: unknown): boolean {
  return "members" in Object(input);
}

/** What messages and records of snapshots have in them, whole or in part. */
type OfSnapshot = Tagged & {
  readonly snapshot?: object;
  readonly partial?: object;
  readonly base?: unknown;
};

/** Both logs have snapshots: Multi-Paxos names them by their last slots, Raft by their last entries. */
function tellsOfSlots({ snapshot, partial, base, ...rest }: OfSnapshot): boolean {
  return [snapshot, partial, rest].some((each) => "slot" in Object(each)) ||
    typeof base === "number";
}

function readLabel(message: ReadMessage): string | undefined {
  switch (message.type) {
    case "read":
      return `${labels.request!(message.command)}`;
    case "forwardRead":
      return `for you: ${labels.request!(message.command)}`;
    case "askIndex":
      return "how far?";
    case "index":
      return `to ${message.index}`;
    case "peek":
      return message.keys?.length === 1 ? `your last ${message.keys[0]}?` : "your last?";
    case "peeked":
      return `${message.last}`;
    default:
      return undefined;
  }
}
