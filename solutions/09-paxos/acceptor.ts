import {
  type Acceptor,
  compareBallots,
  type PaxosIo,
  type State,
} from "../../exercises/09-paxos/given.ts";

/** Lamport 2001, section 2.2, phases 1b and 2b. */
export const acceptor: Acceptor = {
  prepare(_paxos, s, { from, ballot }, io) {
    const order = compareBallots(ballot, s.promised);
    if (order < 0) return io.send(from, { type: "nack", ballot, promised: s.promised });
    // Who has had votes in its ballot needs no promises.
    if (s.accepted !== null && compareBallots(s.accepted.ballot, ballot) === 0) return;
    if (order > 0) {
      s.promised = ballot;
      save(s, io);
    }
    io.send(from, { type: "promise", ballot, accepted: s.accepted });
  },
  accept(_paxos, s, { from, ballot, value }, io) {
    if (compareBallots(ballot, s.promised) < 0) {
      return io.send(from, { type: "nack", ballot, promised: s.promised });
    }
    s.promised = ballot;
    s.accepted = { ballot, value };
    save(s, io);
    for (const node of io.peers) io.send(node, { type: "accepted", ballot, value });
  },
};

function save({ promised, accepted, round }: State, io: PaxosIo): void {
  io.save({ promised, accepted, round });
}
