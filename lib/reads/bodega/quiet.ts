/**
 * What small systems begin with, and what happens in them: a leader has been elected and leases are held; there is no
 * time, and messages that nobody could learn anything from are not sent.
 *
 * @module
 */

import type { Saved } from "../../consensus/multipaxos/journal.ts";
import { nested } from "../../model/nested.ts";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import type { KeyRange } from "../keys.ts";
import type { BodegaIo, Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";

/** A protocol that reads as the roster says. */
export type BodegaProtocol = Protocol<State, Message, Timer, Saved>;

/** The ballot in which server 0 leads at first. */
const FIRST = { round: 1, node: 0 };

/** What is not the same in all of them. */
export interface Beginning {
  /** Who answers reads of everything at first, besides the leader. */
  readonly responders: readonly NodeId[];
  /** Who has granted leases; default: everybody. */
  readonly grantors?: readonly NodeId[];
  /** A server that takes over the lead as soon as it knows that the first leader is to be no member any more. */
  readonly successor?: NodeId;
}

/** Who answers reads of everything, besides the leader. */
export function everywhere(...responders: NodeId[]): KeyRange[] {
  return [{ from: "", to: null, responders }];
}

/** The same protocol, which begins with a leader and leases, and in which hardly anything happens by itself. */
export function settled(
  protocol: BodegaProtocol,
  beginning: Beginning,
  readers: readonly NodeId[],
): BodegaProtocol {
  const { grantors = [0, 1, 2] } = beginning;
  return {
    ...protocol,
    start(io) {
      const s = protocol.start(io, []), others = io.peers.filter((node) => node !== io.self);
      io.cancel("election");
      io.cancel("leases");
      begin(s, beginning, io);
      const lease = { number: FIRST, heard: { at: 0, count: 0 }, turn: 1, until: 1 };
      const { bodega } = s;
      const grants = grantors.includes(io.self), reads = readers.includes(io.self);
      for (const node of others) {
        if (grants && readers.includes(node)) bodega.grants.set(node, { ...lease, answered: true });
        if (reads && grantors.includes(node)) bodega.leases.set(node, { ...lease, bar: 0 });
      }
      return s;
    },
    upon: quietly({ ...protocol.upon, change: changing(protocol) }, beginning, readers) as
      & BodegaProtocol["upon"]
      & object,
    after: quietly(protocol.after!, beginning, readers) as BodegaProtocol["after"] & object,
  };
}

/** Server 0 leads, and nothing has been asked for. */
function begin(s: State, { responders }: Beginning, io: BodegaIo): void {
  const ballot = FIRST, leads = io.self === ballot.node, ranges = everywhere(...responders);
  Object.assign(s, { promised: ballot, round: ballot.round, leader: ballot.node, loyal: !leads });
  const roster = { ballot, ranges, silent: [] }, promised = { ballot, bar: 0 };
  Object.assign(s.bodega, { roster, ranges, promised, told: ballot });
  if (!leads) return;
  s.mandate = { ballot, promises: new Set(io.peers), found: new Map(), ahead: null };
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

/** The leader knows of those who are to join, and asks at once how far they are, which a heartbeat does elsewhere. */
function changing({ upon, after }: BodegaProtocol): BodegaProtocol["upon"]["change"] {
  return (s, message, io) => {
    for (const node of message.members) s.leading?.followers.set(node, { executed: 0, round: 0 });
    upon.change(s, message, io);
    after!.heartbeat(s, { type: "heartbeat" }, io);
  };
}

type Handler = (s: State, event: never, io: BodegaIo) => void;

/** Nothing waits for time, but for a server that has its turn to lead. */
function quietly(
  handlers: object,
  { successor }: Beginning,
  readers: readonly NodeId[],
): object {
  return Object.fromEntries(
    (Object.entries(handlers) as [string, Handler][]).map(([type, handle]) => [
      type,
      (s: State, event: never, io: BodegaIo) => {
        handle(s, event, quiet(io, readers));
        const isLeft = s.configurations.every(({ members }) => !members.includes(FIRST.node));
        if (io.self !== successor || !isLeft || s.leader !== FIRST.node) return;
        s.loyal = false;
        io.wait(1, { type: "election" });
      },
    ]),
  );
}

/**
 * A world without timers, and so without renewals, in which only `readers` take leases. Messages that nobody could
 * learn anything from are not sent.
 */
function quiet(io: BodegaIo, readers: readonly NodeId[]): BodegaIo {
  const isIdle = (to: NodeId, message: Message) => {
    switch (message.type) {
      case "guard":
        return !readers.includes(to) && io.self !== FIRST.node;
      case "guardReply":
        return !readers.includes(io.self);
      case "leasePromiseReply":
        return true;
      case "accepted":
        return message.count === 0;
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
