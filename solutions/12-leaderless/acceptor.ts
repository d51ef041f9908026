import {
  type Acceptor,
  compareBallots,
  type EPaxosIo,
  type Id,
  type Instance,
  NO_BALLOT,
  type NodeId,
  type Replica,
} from "../../exercises/12-leaderless/given.ts";

const UNKNOWN: Instance = {
  promised: NO_BALLOT,
  accepted: NO_BALLOT,
  phase: "none",
  proposal: null,
  initial: null,
};

/** Moraru et al. 2013, figures 2 and 3; Sutra 2019 for the two ballots. */
export const acceptor: Acceptor = {
  preAccept({ attributes }, s, { from, id, proposal }, io) {
    const instance = at(s, id);
    if (isDecided(s, id, from, io)) return;
    if (compareBallots(NO_BALLOT, instance.promised) < 0) return refuse(s, id, from, io);
    if (instance.phase === "none") {
      const { value } = proposal, found = attributes(s, id, value);
      const own = {
        value,
        dependencies: proposal.dependencies.map((slot, row) =>
          Math.max(slot, found.dependencies[row]!)
        ),
        sequence: Math.max(proposal.sequence, found.sequence),
      };
      put(s, id, { ...instance, phase: "pre-accepted", proposal: own, initial: proposal }, io);
    }
    const { phase, proposal: known } = at(s, id);
    if (phase !== "pre-accepted") return;
    const { dependencies, sequence } = known!;
    io.send(from, { type: "preAcceptReply", id, dependencies, sequence });
  },
  accept(_setting, s, { from, id, ballot, proposal }, io) {
    const instance = at(s, id);
    if (isDecided(s, id, from, io)) return;
    if (compareBallots(ballot, instance.promised) < 0) return refuse(s, id, from, io);
    const voted = { promised: ballot, accepted: ballot, phase: "accepted", proposal } as const;
    put(s, id, { ...instance, ...voted }, io);
    io.send(from, { type: "acceptReply", id, ballot });
  },
  commit(_setting, s, { id, proposal }, io) {
    const instance = at(s, id);
    if (instance.phase === "committed") return;
    put(s, id, { ...instance, phase: "committed", proposal }, io);
  },
  prepare(_setting, s, { from, id, ballot }, io) {
    const instance = at(s, id);
    if (isDecided(s, id, from, io)) return;
    if (compareBallots(ballot, instance.promised) <= 0) return refuse(s, id, from, io);
    put(s, id, { ...instance, promised: ballot }, io);
    const { accepted, phase, proposal, initial } = instance;
    io.send(from, { type: "prepareReply", id, ballot, accepted, phase, proposal, initial });
  },
};

function at({ rows }: Replica, { replica, slot }: Id): Instance {
  return rows[replica]!.get(slot) ?? UNKNOWN;
}

function put(s: Replica, id: Id, instance: Instance, io: EPaxosIo): void {
  s.rows[id.replica]!.set(id.slot, instance);
  io.save({ id, instance });
}

function refuse(s: Replica, id: Id, to: NodeId, io: EPaxosIo): void {
  io.send(to, { type: "nack", id, promised: at(s, id).promised });
}

/** Says what is decided, if it knows that. */
function isDecided(s: Replica, id: Id, to: NodeId, io: EPaxosIo): boolean {
  const { phase, proposal } = at(s, id);
  if (phase !== "committed") return false;
  io.send(to, { type: "commit", id, proposal: proposal! });
  return true;
}
