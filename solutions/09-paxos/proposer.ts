import {
  compareBallots,
  type PaxosIo,
  type Proposer,
  type State,
} from "../../exercises/09-paxos/given.ts";

/** Lamport 2001, section 2.2, phases 1a and 2a. */
export const proposer: Proposer = {
  propose(paxos, s, { from, value }, io) {
    if (s.decided !== null) return io.answer(from, s.decided);
    const isIdle = s.wishes.length === 0;
    s.wishes = [...s.wishes.filter(({ client }) => client !== from), { client: from, value }];
    if (isIdle) begin(paxos, s, io);
  },
  promise(paxos, s, { from, ballot, accepted }, io) {
    const { attempt } = s;
    if (attempt === null || compareBallots(ballot, attempt.ballot) !== 0) return;
    if (attempt.value !== null) return;
    attempt.promises.set(from, accepted);
    if (!paxos.quorums(io.peers).phase1(new Set(attempt.promises.keys()))) return;
    const votes = [...attempt.promises.values()].filter((vote) => vote !== null);
    const value = paxos.toPropose(votes, s.wishes[0]!.value);
    attempt.value = value;
    for (const node of io.peers) io.send(node, { type: "accept", ballot, value });
  },
  nack(paxos, s, { ballot, promised }, io) {
    s.round = Math.max(s.round, promised.round);
    if (s.attempt === null || compareBallots(ballot, s.attempt.ballot) !== 0) return;
    s.attempt = null;
    const longest = Math.min(paxos.mostBackoffMs, paxos.backoffMs * 2 ** s.failures++);
    io.wait(1 + io.choose(Math.max(1, Math.round(longest))), { type: "retry" });
  },
  retry(paxos, s, io) {
    if (s.wishes.length > 0) begin(paxos, s, io);
  },
};

/** Begins a ballot that is higher than all that it knows of. */
function begin(
  { patienceMs }: Parameters<Proposer["retry"]>[0],
  s: State,
  io: PaxosIo,
): void {
  s.round = Math.max(s.round, s.promised.round) + 1;
  const { promised, accepted, round } = s;
  io.save({ promised, accepted, round });
  const ballot = { round, node: io.self };
  s.attempt = { ballot, promises: new Map(), value: null };
  for (const node of io.peers) io.send(node, { type: "prepare", ballot });
  io.wait(patienceMs, { type: "retry" });
}
