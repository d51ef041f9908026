/**
 * A register that is written once, by single-decree Paxos (Lamport 2001): a put proposes its value, and
 * whatever is decided answers the put that proposed it. A server that knows of no decision leaves a get
 * waiting.
 *
 * @module
 */

import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import type { ProtocolSystem } from "../explore/protocol_system.ts";
import {
  isRead,
  linearizableRegister,
  registerClients,
  type RegisterRequest,
} from "./register_clients.ts";

/** Ballots are ordered by round, then by leader. */
export type Ballot = readonly [round: number, leader: NodeId];

/** What a client wants written, and where it waits for its answer. */
export interface Proposal {
  /** The return address of the operation. */
  readonly operation: NodeId;
  /** The value. */
  readonly value: string;
}

/** What an acceptor has accepted last. */
export interface Accepted {
  /** In which ballot. */
  readonly ballot: Ballot;
  /** What. */
  readonly proposal: Proposal;
}

/** Who says what. */
export type PaxosMessage =
  | RegisterRequest
  /** Leader → acceptors (1a). */
  | { readonly type: "prepare"; readonly ballot: Ballot }
  /** Acceptor → leader (1b): nothing below this ballot; this was accepted before. */
  | { readonly type: "promise"; readonly ballot: Ballot; readonly accepted: Accepted | null }
  /** Leader → acceptors (2a). */
  | { readonly type: "accept"; readonly ballot: Ballot; readonly proposal: Proposal }
  /** Acceptor → leader (2b). */
  | { readonly type: "accepted"; readonly ballot: Ballot }
  /** Leader → all: a majority has accepted. */
  | { readonly type: "decided"; readonly ballot: Ballot; readonly proposal: Proposal };

/** A server is leader and acceptor in one. */
export interface PaxosServer {
  /** The highest ballot that it has heard of; it accepts nothing below. */
  ballot: Ballot;
  /** What it accepted last. */
  accepted: Accepted | null;
  /** Whether that is decided. */
  decided: boolean;
  /** As a leader: what it proposes. */
  proposal: Proposal | null;
  /** As a leader: who has promised, and what each had accepted. */
  readonly promises: Map<NodeId, Accepted | null>;
  /** As a leader: who has accepted. */
  readonly acceptors: Set<NodeId>;
}

type PaxosIo = Io<PaxosMessage>;

/** The protocol of a server. */
export const paxosRegister: Protocol<PaxosServer, PaxosMessage> = {
  start: () => ({
    ballot: [0, 0],
    accepted: null,
    decided: false,
    proposal: null,
    promises: new Map(),
    acceptors: new Set(),
  }),
  upon: {
    put(s, { from, value }, io) {
      if (s.decided || s.proposal !== null) return;
      s.proposal = { operation: from, value };
      s.ballot = [s.ballot[0] + 1, io.self];
      s.promises.set(io.self, s.accepted);
      toOthers(io, { type: "prepare", ballot: s.ballot });
    },
    get(s, { from }, io) {
      if (s.decided) io.answer(from, s.accepted!.proposal.value);
    },
    prepare(s, { from, ballot }, io) {
      if (s.decided || !isBelow(s.ballot, ballot)) return;
      s.ballot = ballot;
      io.send(from, { type: "promise", ballot, accepted: s.accepted });
    },
    promise(s, { from, ballot, accepted }, io) {
      if (s.decided || !isEqual(s.ballot, ballot)) return;
      s.promises.set(from, accepted);
      if (s.promises.size === majority(io)) propose(s, io);
    },
    accept(s, { from, ballot, proposal }, io) {
      if (s.decided || isBelow(ballot, s.ballot)) return;
      s.ballot = ballot;
      s.accepted = { ballot, proposal };
      io.send(from, { type: "accepted", ballot });
    },
    accepted(s, { from, ballot }, io) {
      if (s.decided || !isEqual(s.ballot, ballot)) return;
      s.acceptors.add(from);
      if (s.acceptors.size < majority(io)) return;
      s.decided = true;
      toOthers(io, { type: "decided", ballot, proposal: s.proposal! });
      io.answer(s.proposal!.operation, null);
    },
    decided(s, { ballot, proposal }) {
      if (s.decided) return;
      s.ballot = ballot;
      s.accepted = { ballot, proposal };
      s.decided = true;
    },
  },
};

/** Some clients, some servers. */
export function paxosRegisterSystem(
  clients: number,
  servers: number,
): ProtocolSystem<PaxosServer, PaxosMessage> {
  return {
    name: `Paxos register, ${clients} clients, ${servers} servers`,
    protocol: paxosRegister,
    nodes: servers,
    clients: registerClients(clients),
    asking: "at once",
    invariants: [linearizableRegister],
    sometimes: { "a value is read": isRead },
  };
}

/** A majority has promised: what one of them accepted in the highest ballot goes before our own. */
function propose(s: PaxosServer, io: PaxosIo): void {
  let highest: Accepted | null = null;
  for (const accepted of s.promises.values()) {
    if (accepted === null) continue;
    if (highest === null || isBelow(highest.ballot, accepted.ballot)) highest = accepted;
  }
  const proposal = highest?.proposal ?? s.proposal!;
  s.proposal = proposal;
  s.accepted = { ballot: s.ballot, proposal };
  s.acceptors.add(io.self);
  toOthers(io, { type: "accept", ballot: s.ballot, proposal });
}

function isBelow([round, leader]: Ballot, [otherRound, otherLeader]: Ballot): boolean {
  return round < otherRound || (round === otherRound && leader < otherLeader);
}

function isEqual(a: Ballot, b: Ballot): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function majority({ peers }: PaxosIo): number {
  return Math.floor(peers.length / 2) + 1;
}

function toOthers(io: PaxosIo, message: PaxosMessage): void {
  for (const peer of io.peers) if (peer !== io.self) io.send(peer, message);
}
