import {
  type Asking,
  type Attributes,
  type Ballot,
  compareBallots,
  type CoordinatorOver,
  type EPaxosIo,
  type Message,
  NO_BALLOT,
  type NodeId,
  type Phase,
  type Proposal,
} from "../../exercises/12-leaderless/given.ts";

interface State {
  step: "pre-accept" | "accept" | "over";
  replies: Map<NodeId, Attributes>;
  /** What is put to the vote, and who has voted. */
  proposal: Proposal;
  voters: Set<NodeId>;
}

/** Moraru et al. 2013, figure 2. */
export const coordinator: CoordinatorOver<State> = {
  begin(asking, io) {
    const { id, proposal } = asking;
    const s: State = { step: "pre-accept", replies: new Map(), proposal, voters: new Set() };
    save(asking, "pre-accepted", proposal, NO_BALLOT, io);
    toOthers({ type: "preAccept", id, proposal }, io);
    io.wait(asking.retryMs, { type: "retry" });
    settle(asking, s, false, io);
    return s;
  },
  preAcceptReply(asking, s, { from, dependencies, sequence }, io) {
    if (s.step !== "pre-accept") return;
    s.replies.set(from, { dependencies, sequence });
    settle(asking, s, false, io);
  },
  acceptReply(asking, s, { from, ballot }, io) {
    if (s.step !== "accept" || compareBallots(ballot, NO_BALLOT) !== 0) return;
    s.voters.add(from);
    count(asking, s, io);
  },
  nack(asking, s, { promised }, io) {
    if (s.step === "over" || compareBallots(promised, NO_BALLOT) <= 0) return;
    save(asking, s.step === "accept" ? "accepted" : "pre-accepted", s.proposal, promised, io);
    finish(s, io);
  },
  retry(asking, s, io) {
    const { id, proposal: initial, retryMs } = asking, { proposal } = s;
    if (s.step === "accept") {
      toOthers({ type: "accept", id, ballot: NO_BALLOT, proposal }, io, s.voters);
    } else if (s.step === "pre-accept" && !settle(asking, s, true, io)) {
      toOthers({ type: "preAccept", id, proposal: initial }, io, s.replies);
    }
    if (s.step !== "over") io.wait(retryMs, { type: "retry" });
  },
};

/** Decides, or asks for votes, if it is time; says whether it was. */
function settle(asking: Asking, s: State, isLate: boolean, io: EPaxosIo): boolean {
  const { id, proposal: own, sizes: { replicas, failures, fastFailures } } = asking;
  const replies = [...s.replies.values()], fast = replicas - fastFailures;
  const agreeing = 1 + replies.filter((reply) => isSame(own, reply)).length;
  if (agreeing >= fast) {
    decide(asking, s, own, io);
    return true;
  }
  if (1 + replies.length < replicas - failures) return false;
  if (!isLate && agreeing + replicas - 1 - replies.length >= fast) return false;
  s.step = "accept";
  s.proposal = { ...own, ...replies.reduce(union, own) };
  s.voters = new Set([io.self]);
  save(asking, "accepted", s.proposal, NO_BALLOT, io);
  toOthers({ type: "accept", id, ballot: NO_BALLOT, proposal: s.proposal }, io);
  count(asking, s, io);
  return true;
}

function isSame(a: Attributes, b: Attributes): boolean {
  return a.sequence === b.sequence &&
    a.dependencies.every((slot, replica) => slot === b.dependencies[replica]);
}

function union(a: Attributes, b: Attributes): Attributes {
  return {
    dependencies: a.dependencies.map((slot, replica) => Math.max(slot, b.dependencies[replica]!)),
    sequence: Math.max(a.sequence, b.sequence),
  };
}

function count(asking: Asking, s: State, io: EPaxosIo): void {
  const { replicas, failures } = asking.sizes;
  if (s.voters.size >= replicas - failures) decide(asking, s, s.proposal, io);
}

function decide(asking: Asking, s: State, proposal: Proposal, io: EPaxosIo): void {
  save(asking, "committed", proposal, NO_BALLOT, io);
  toOthers({ type: "commit", id: asking.id, proposal }, io);
  finish(s, io);
}

function finish(s: State, io: EPaxosIo): void {
  s.step = "over";
  io.cancel("retry");
}

function save(
  { id, proposal: initial }: Asking,
  phase: Phase,
  proposal: Proposal,
  promised: Ballot,
  io: EPaxosIo,
): void {
  io.save({ id, instance: { promised, accepted: NO_BALLOT, phase, proposal, initial } });
}

function toOthers(
  message: Message,
  io: EPaxosIo,
  done: { has(node: NodeId): boolean } = new Set<NodeId>(),
): void {
  for (const to of io.peers) if (to !== io.self && !done.has(to)) io.send(to, message);
}
