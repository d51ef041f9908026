/**
 * Quorum leases (Moraru, Andersen and Kaminsky 2014, *Paxos Quorum Leases: Fast Reads Without Sacrificing Writes*):
 * whoever holds leases from a majority answers reads itself, without a message, unless the same keys are just being
 * written. It is Multi-Paxos with three things more:
 *
 * - `machine`, `configuration`: who holds leases, of which keys, is part of the replicated state, and changes by a
 *   command in the log; `leasing`: everybody grants these leases, whoever leads.
 * - `covering`: a vote for a write counts when all who hold a lease of its keys from the voter have voted, too, or hold
 *   it no more; `silence`: whom the leader does not hear gets no leases, so that writes go on.
 * - `answering`: a holder answers from what it has executed; if it has voted for a write of the same keys that is not
 *   executed, it hands the read to the leader.
 *
 * Why a read is never old: say a write was decided with the votes of a quorum, and the reader has leases of a
 * quorum. Somebody is in both. If its lease to the reader began before its vote and is not over, the reader has voted,
 * too: it has executed the write, or does not answer. If it began later, its bar covers the write. And a reader
 * that is in both itself has voted.
 *
 * @module
 */

import type { Saved } from "../../consensus/multipaxos/journal.ts";
import { multiPaxos } from "../../consensus/multipaxos/multipaxos.ts";
import type { MultiPaxosIo } from "../../consensus/multipaxos/messages.ts";
import { uponRequest } from "../../consensus/multipaxos/requests.ts";
import type { Options, Upper } from "../../consensus/multipaxos/settings.ts";
import type { State as PaxosState } from "../../consensus/multipaxos/state.ts";
import type { From, Handlers, NodeId, Protocol } from "../../model/protocol.ts";
import { bare } from "../../replicated/requests.ts";
import { emptyIn, type KeyRange, wantedIn } from "../keys.ts";
import { longest } from "../leases/leases.ts";
import { assertKnown } from "../ranges.ts";
import { answerReads, uponRead } from "./answering.ts";
import { mayDecide, tellAgain, tellCover, uponCovered } from "./covering.ts";
import {
  endOver,
  grantLeases,
  grantNews,
  uponGuard,
  uponGuardReply,
  uponLeasePromise,
  uponLeasePromiseReply,
  uponRevoke,
  uponRevokeReply,
} from "./leasing.ts";
import { withLeases } from "./machine.ts";
import type { Incoming, LeaseIo, LeaseMessage, Message, Timer } from "./messages.ts";
import { type QuorumLeaseOptions, type Settings, withDefaults } from "./settings.ts";
import { hear, noteLeadership, tellSilence, uponSilent } from "./silence.ts";
import type { State } from "./state.ts";

type PaxosProtocol = Protocol<PaxosState, Message, Timer, Saved>;

/** Multi-Paxos in which whoever holds leases from a majority answers reads. */
export function quorumLease(
  log: Options,
  options: QuorumLeaseOptions = {},
): Protocol<State, Message, Timer, Saved> {
  const upper: Upper = {
    mayStand: () => true,
    mayDecide: (s, slot, votes) => mayDecide(settings, s, slot, votes),
  };
  const whole = { ...log, machine: withLeases(log.machine, options.ranges ?? null), upper };
  const settings = withDefaults(whole, options);
  return assembled(settings, multiPaxos(whole) as unknown as PaxosProtocol);
}

type Handler = (s: State, event: never, io: LeaseIo) => void;

function assembled(
  settings: Settings,
  paxos: PaxosProtocol,
): Protocol<State, Message, Timer, Saved> {
  const settled = ([type, handle]: [string, Handler]) => [
    type,
    (s: State, event: never, io: LeaseIo) => {
      noteLeadership(s, io);
      if (endOver(settings, s, io)) tellAgain(settings, s, io);
      handle(s, event, io);
      grantNews(settings, s, io);
      answerReads(settings, s, io);
    },
  ];
  const every = (handlers: object) =>
    Object.fromEntries((Object.entries(handlers) as [string, Handler][]).map(settled));
  return {
    start: (io, journal) => start(settings, paxos, io, journal),
    compact: (journal) => paxos.compact!(journal),
    checkpoint: (s) => paxos.checkpoint!(s),
    upon: every({
      ...paxos.upon,
      accept(s: State, message: Incoming<"accept">, io: LeaseIo) {
        tellCover(settings, s, message, io);
        paxos.upon.accept(s, message, io);
      },
      accepted(s: State, message: Incoming<"accepted">, io: LeaseIo) {
        hear(s, message, io);
        paxos.upon.accepted(s, message, io);
      },
      ...uponLeases(settings),
    }) as Protocol<State, Message, Timer, Saved>["upon"],
    after: every({
      ...paxos.after,
      leases: (s: State, _: unknown, io: LeaseIo) => afterLeases(settings, s, io),
    }) as Protocol<State, Message, Timer, Saved>["after"] & object,
  };
}

/** What a server does upon the messages of quorum leases. */
function uponLeases(settings: Settings): Handlers<State, LeaseMessage, From, LeaseIo> {
  return {
    read: (s, { from, command }) => uponRead(settings, s, { command, address: from }),
    forwardRead: (s, { command, address }) => uponRead(settings, s, { command, address }),
    configure: (s, { from, ranges }, io) => uponConfigure(settings, s, ranges, from, io),
    guard: (s, message, io) => uponGuard(s, message, io),
    guardReply: (s, message, io) => uponGuardReply(settings, s, message, io),
    leasePromise: (s, message, io) => uponLeasePromise(settings, s, message, io),
    leasePromiseReply: (s, message, io) => uponLeasePromiseReply(settings, s, message, io),
    revoke: (s, message, io) => uponRevoke(s, message, io),
    revokeReply(s, message, io) {
      if (uponRevokeReply(s, message, io)) tellAgain(settings, s, io);
    },
    covered: (s, message, io) => uponCovered(settings, s, message, io),
    silent: (s, message, io) => uponSilent(settings, s, message, io),
  };
}

/** An administrator wants others to hold leases: that is a command like any other. */
function uponConfigure(
  { paxos }: Settings,
  s: State,
  ranges: readonly KeyRange[],
  address: NodeId,
  io: LeaseIo,
): void {
  const unknown = [...wantedIn(ranges)].find((node) => !io.peers.includes(node));
  const empty = emptyIn(ranges);
  const refused = (words: string) => io.answer(address, { ok: false, why: "refused", words });
  if (unknown !== undefined) return refused(`there is no node ${unknown}`);
  if (empty !== undefined) return refused(`no key is in "${empty.from}" to "${empty.to}"`);
  const command = { type: "lease configuration", ranges };
  uponRequest(paxos, s, bare(command), address, io as MultiPaxosIo);
}

/** A server's turn to guard, to promise and to see who is there. */
function afterLeases(settings: Settings, s: State, io: LeaseIo): void {
  tellSilence(settings, s, io);
  grantLeases(settings, s, io);
  tellAgain(settings, s, io);
  io.wait(settings.paxos.heartbeatMs, { type: "leases" });
}

function start(
  settings: Settings,
  paxos: PaxosProtocol,
  io: LeaseIo,
  journal: readonly Saved[],
): State {
  assertKnown(settings.ranges ?? [], io.peers, "read by quorum leases");
  // It may have granted leases just before it crashed, and does not remember.
  const until = settings.rules.forgottenUntil(io.now() + longest(settings));
  const holders = io.peers.filter((node) => node !== io.self);
  io.wait(settings.paxos.heartbeatMs, { type: "leases" });
  return {
    ...paxos.start(io, journal) as State,
    leases: {
      told: -1,
      grants: new Map(),
      forgotten: journal.length === 0 || until === null ? null : { until, holders },
      silent: null,
      held: new Map(),
      guards: 0,
      tally: null,
      reads: [],
    },
  };
}
