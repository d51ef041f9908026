/**
 * Bodega (Hu, Arpaci-Dusseau and Arpaci-Dusseau 2025): whoever the roster names answers reads itself, at any time,
 * writes or not. It is Multi-Paxos with three things more:
 *
 * - `leasing`: everybody grants everybody a lease on the roster of the ballot that it has promised, and promises no
 *   higher ballot before these are over; `changing`: how the roster changes all the same.
 * - `deciding`: a write is decided when a quorum *and everybody who answers reads of its keys* has voted for it.
 * - `answering`: a server with leases of a quorum answers; where it has voted for a write of the same key that is not
 *   decided yet, it holds the read until it is. Servers tell each other of their votes, so that this is not long.
 *
 * Why a read is never old: say a write was decided in ballot c, and the reader has leases of a quorum in ballot b. If
 * c = b, it has voted for the write, and holds. If c < b, some grantor had voted for it before it promised b, so that
 * it is below that grantor's bar. If c > b, some grantor has promised c, so that its lease was over before.
 *
 * @module
 */

import { compareBallots, NO_BALLOT } from "../../consensus/ballot.ts";
import type { Saved } from "../../consensus/multipaxos/journal.ts";
import type { MultiPaxosIo, Request } from "../../consensus/multipaxos/messages.ts";
import { serve } from "../../consensus/multipaxos/requests.ts";
import { lastSlot } from "../../consensus/multipaxos/unexecuted.ts";
import { multiPaxos } from "../../consensus/multipaxos/multipaxos.ts";
import type { Options, Upper } from "../../consensus/multipaxos/settings.ts";
import type { State as PaxosState } from "../../consensus/multipaxos/state.ts";
import type { From, Handlers, Protocol } from "../../model/protocol.ts";
import { longest } from "../leases/leases.ts";
import { assertKnown } from "../ranges.ts";
import { answerReads, uponRead } from "./answering.ts";
import {
  answerAdministrators,
  considerRoster,
  free,
  goOn,
  mayStand,
  uponCover,
  uponRoster,
  waits,
} from "./changing.ts";
import { mayDecide, tellVotes, uponVoted } from "./deciding.ts";
import {
  grantLeases,
  grantNews,
  uponGuard,
  uponGuardReply,
  uponLeasePromise,
  uponLeasePromiseReply,
  uponRevoke,
  uponRevokeReply,
} from "./leasing.ts";
import { isForLater, serveLater } from "./later.ts";
import type { BodegaIo, Held, Incoming, Message, RosterMessage, Timer } from "./messages.ts";
import { type BodegaOptions, type Settings, withDefaults } from "./settings.ts";
import type { State } from "./state.ts";

type PaxosProtocol = Protocol<PaxosState, Message, Timer, Saved>;

/** Multi-Paxos whose servers answer reads as the roster says. */
export function bodega(
  log: Options,
  options: BodegaOptions = {},
): Protocol<State, Message, Timer, Saved> {
  const upper: Upper = {
    mayStand: (s, ballot, io) => mayStand(settings, s, ballot, io),
    mayDecide: (s, slot, votes) => mayDecide(settings, s, slot, votes),
  };
  const whole = { ...log, loyal: true, upper };
  const settings = withDefaults(whole, options);
  return assembled(settings, multiPaxos(whole) as unknown as PaxosProtocol);
}

type Handler = (s: State, event: never, io: BodegaIo) => void;

function assembled(
  settings: Settings,
  paxos: PaxosProtocol,
): Protocol<State, Message, Timer, Saved> {
  const uponPaxos = (s: State, message: Held, io: BodegaIo) => {
    if (waits(settings, s, message, io)) return;
    if (message.type === "prepare") return paxos.upon.prepare(s, message, io);
    paxos.upon.accept(s, message, io);
    noteBallot(s);
    tellVotes(settings, s, message, io);
  };
  const settled = ([type, handle]: [string, Handler]) => [
    type,
    (s: State, event: never, io: BodegaIo) => {
      hear(s, event, io);
      handle(s, event, io);
      noteBallot(s);
      goOn(settings, s, (message) => uponPaxos(s, message, io), io);
      noteBallot(s);
      serveLater(
        s,
        (later) => serve(settings.paxos, s, later.request, later.address, io as MultiPaxosIo),
      );
      grantNews(settings, s, io);
      answerReads(settings, s, io);
      answerAdministrators(s, io);
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
      ...uponRequests(settings, paxos),
      prepare: uponPaxos,
      accept: uponPaxos,
      ...uponRosters(settings),
    }) as Protocol<State, Message, Timer, Saved>["upon"],
    after: every({
      ...paxos.after,
      leases: (s: State, _: unknown, io: BodegaIo) => afterLeases(settings, s, io),
    }) as Protocol<State, Message, Timer, Saved>["after"] & object,
  };
}

/** What a server does upon what clients of the log ask. */
function uponRequests({ paxos: { maxQueue } }: Settings, { upon }: PaxosProtocol) {
  const request = (s: State, event: Request & From, io: BodegaIo) => {
    const { from: address, ...request } = event;
    if (isForLater(s, { request, address }, maxQueue)) return;
    (upon[event.type] as (s: State, event: Request & From, io: BodegaIo) => void)(s, event, io);
  };
  return {
    request,
    register: request,
    change: request,
    transfer: request,
    forward(s: State, event: Incoming<"forward">, io: BodegaIo) {
      const { request, address } = event;
      if (!isForLater(s, { request, address }, maxQueue)) upon.forward(s, event, io);
    },
  };
}

/** What a server does upon the messages of Bodega. */
function uponRosters(settings: Settings): Handlers<State, RosterMessage, From, BodegaIo> {
  return {
    read: (s, { from, command }, io) => uponRead(settings, s, { command, address: from }, io),
    forwardRead: (s, { command, address }, io) => uponRead(settings, s, { command, address }, io),
    roster: (s, { from, ranges }, io) => uponRoster(settings, s, ranges, from, io),
    forwardRoster: (s, { ranges, address }, io) => uponRoster(settings, s, ranges, address, io),
    cover: (s, message, io) => uponCover(settings, s, message, io),
    guard: (s, message, io) => uponGuard(s, message, io),
    guardReply: (s, message, io) => uponGuardReply(settings, s, message, io),
    leasePromise: (s, message, io) => uponLeasePromise(settings, s, message, io),
    leasePromiseReply: (s, message, io) => uponLeasePromiseReply(settings, s, message, io),
    revoke(s, message, io) {
      uponRevoke(s, message, io);
      // All are to give up their leases at the same time, and not one after the other.
      if (compareBallots(message.ballot, s.promised) > 0) free(s, message.ballot, false, io);
    },
    revokeReply: (s, message) => uponRevokeReply(s, message),
    voted: (s, message, io) => uponVoted(settings, s, message, io),
  };
}

/** A server's turn to guard, to promise and to see who is there. */
function afterLeases(settings: Settings, s: State, io: BodegaIo): void {
  grantLeases(settings, s, io);
  considerRoster(settings, s, io);
  const { freeing } = s.bodega;
  if (freeing !== null) free(s, freeing.ballot, false, io);
  io.wait(settings.paxos.heartbeatMs, { type: "leases" });
}

function start(
  settings: Settings,
  paxos: PaxosProtocol,
  io: BodegaIo,
  journal: readonly Saved[],
): State {
  const now = io.now(), { rules } = settings;
  assertKnown(settings.ranges ?? [], io.peers, "read by Bodega");
  // It may have granted leases just before it crashed, and does not remember.
  const until = now + longest(settings);
  const s = paxos.start(io, journal);
  const everywhere = [{ from: "", to: null, responders: [...io.peers] }];
  io.wait(settings.paxos.heartbeatMs, { type: "leases" });
  return {
    ...s,
    bodega: {
      roster: null,
      since: now,
      ranges: settings.ranges ?? everywhere,
      promised: { ballot: s.promised, bar: lastSlot(s) },
      told: NO_BALLOT,
      grants: new Map(),
      forgotten: journal.length === 0 ? null : rules.forgottenUntil(until),
      freeing: null,
      held: null,
      leases: new Map(),
      guards: 0,
      heard: new Map(io.peers.filter((node) => node !== io.self).map((node) => [node, now])),
      voted: new Map(),
      reads: [],
      handedOn: new Map(),
      countsFrom: now,
      standsAgain: false,
      later: [],
      asked: [],
    },
  };
}

/** Notes that another ballot has been promised, and what there was then. */
function noteBallot(s: State): void {
  const { bodega } = s;
  if (compareBallots(bodega.promised.ballot, s.promised) === 0) return;
  bodega.promised = { ballot: s.promised, bar: lastSlot(s) };
  bodega.voted.clear();
}

/** Notes that somebody is there. */
function hear({ bodega }: State, event: Partial<From>, io: BodegaIo): void {
  if (event.from !== undefined && bodega.heard.has(event.from)) {
    bodega.heard.set(event.from, io.now());
  }
}
