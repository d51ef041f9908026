/**
 * What small systems begin with, and what happens in them: a leader has been elected and leases are held; there is no
 * time, and no heartbeat, and messages that nobody could learn anything from are not sent.
 *
 * @module
 */

import type { Saved } from "../../consensus/multipaxos/journal.ts";
import { nested } from "../../model/nested.ts";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import { type KeyRange, wantedIn } from "../keys.ts";
import type { LeaseIo, Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";

/** A protocol that reads by quorum leases. */
export type LeaseProtocol = Protocol<State, Message, Timer, Saved>;

/** The ballot in which server 0 leads at first. */
const FIRST = { round: 1, node: 0 };

/** What is not the same in all of them. */
export interface Beginning {
  /** Who holds leases of which keys at first. */
  readonly ranges: readonly KeyRange[];
  /** Who has granted them; default: everybody. */
  readonly grantors?: readonly NodeId[];
  /** Whether only those at whom somebody reads are told at once what is decided; default: all are. */
  readonly slow?: boolean;
  /** Whether reads that are handed to the leader are left unanswered, which spares their slots; default false. */
  readonly mute?: boolean;
  /** A server that takes over the lead, at some time or never. */
  readonly successor?: NodeId;
}

/** The same protocol, which begins with a leader and leases, and in which hardly anything happens by itself. */
export function settled(
  protocol: LeaseProtocol,
  beginning: Beginning,
  readersAt: readonly NodeId[],
): LeaseProtocol {
  const { ranges, grantors = [0, 1, 2], successor } = beginning;
  // Reads are handed to the leader.
  const readers = new Set([FIRST.node, ...readersAt]);
  return {
    ...protocol,
    start(io) {
      const s = protocol.start(io, []);
      for (const timer of ["election", "leases"] as const) io.cancel(timer);
      begin(s, io);
      const lease = { number: 0, heard: { at: 0, count: 0 }, turn: 1, until: 1 };
      for (const from of grantors) {
        for (const to of wantedIn(ranges)) {
          if (from === to || !readers.has(to)) continue;
          if (from === io.self) s.leases.grants.set(to, { ...lease, answered: true });
          if (to === io.self) s.leases.held.set(from, { ...lease, bar: 0 });
        }
      }
      if (io.self === successor) io.wait(1, { type: "election" });
      return s;
    },
    upon: quietly({ ...protocol.upon, change: changing(protocol) }, beginning, readers) as
      & LeaseProtocol["upon"]
      & object,
    after: quietly(protocol.after!, beginning, readers) as LeaseProtocol["after"] & object,
  };
}

/** Who is to join is asked at once how far it is, which a heartbeat does elsewhere. */
function changing({ upon, after }: LeaseProtocol): LeaseProtocol["upon"]["change"] {
  return (s, message, io) => {
    upon.change(s, message, io);
    after!.heartbeat(s, { type: "heartbeat" }, io);
  };
}

function others(io: LeaseIo): NodeId[] {
  return io.peers.filter((node) => node !== io.self);
}

/** Server 0 leads, and nothing has been asked for. */
function begin(s: State, io: LeaseIo): void {
  Object.assign(s, { promised: FIRST, round: FIRST.round, leader: FIRST.node, loyal: false });
  s.leases.told = 0;
  if (io.self !== FIRST.node) return;
  s.mandate = { ballot: FIRST, promises: new Set(io.peers), found: new Map(), ahead: null };
  s.leading = {
    next: 1,
    inherited: 0,
    open: new Map(),
    followers: new Map(),
    queue: [],
    round: 0,
    checkedIn: 0,
    batching: false,
    joining: null,
  };
}

type Handler = (s: State, event: never, io: LeaseIo) => void;

/** In place of heartbeats, a leader says at once what is decided. */
function quietly(handlers: object, beginning: Beginning, readers: ReadonlySet<NodeId>): object {
  return Object.fromEntries(
    (Object.entries(handlers) as [string, Handler][]).map(([type, handle]) => [
      type,
      (s: State, event: never, io: LeaseIo) => {
        const before = s.executed, silent = quiet(io, beginning, readers);
        handle(s, event, silent);
        if (s.leading === null || s.executed === before) return;
        const { mandate, executed, leading: { next: first } } = s, { ballot } = mandate!;
        for (const to of others(io)) {
          if (beginning.slow && !readers.has(to)) continue;
          io.send(to, { type: "accept", ballot, first, values: [], executed, round: 0 });
        }
      },
    ]),
  );
}

/** A world without timers, and so without renewals. Messages that nobody could learn anything from are not sent. */
function quiet(io: LeaseIo, { mute = false }: Beginning, readers: ReadonlySet<NodeId>): LeaseIo {
  const isIdle = (to: NodeId, message: Message) => {
    switch (message.type) {
      case "guard":
        return !readers.has(to);
      case "leasePromiseReply":
        return true;
      case "accept":
        return message.values.length === 0;
      case "accepted":
        return message.count === 0;
      case "forwardRead":
        return mute;
      default:
        return false;
    }
  };
  return nested(io, {
    send(to, message, ahead) {
      if (!isIdle(to, message)) io.send(to, message, ahead);
    },
    wait() {},
    cancel() {},
  });
}
