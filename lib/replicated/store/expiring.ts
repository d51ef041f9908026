/**
 * Leases end by time, and the store has no clock: so whoever leads looks at its own, and proposes
 * the end of a lease as a command when it has not seen the lease renewed for all of its time. It is
 * a protocol over the protocol of the log, whichever that is (etcd's `lessor` does the same: its
 * primary alone counts time down).
 *
 * - A lease lives no shorter than was promised, by the leader's clock: its time counts from when
 *   the leader has seen it granted or renewed, which is later than that was done.
 * - It may live longer. A new leader begins the whole time of each anew: it has not looked at its
 *   clock before, and as long as nobody led, nobody could renew anything.
 * - A leader that is none any more, and does not know it, ends nothing: what it proposes is not
 *   decided. And a command names the turn of the lease that it ends, so that a renewal which stands
 *   in the log before it counts.
 *
 * @module
 */

import type { From, Io, NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import type { ClientRequest } from "../requests.ts";
import type { Expire, LeaseOperation } from "./commands.ts";
import type { Lease } from "./leases.ts";

/** What the protocol of a log must tell. */
export interface Leasing<S> {
  /**
   * The name of the leadership in which a server leads, its term or ballot; null where it does not
   * lead.
   */
  reign(s: Readonly<S>, self: NodeId): string | null;
  /** The leases as the server's state machine has them. */
  leases(s: Readonly<S>): Iterable<readonly [id: number, lease: Lease]>;
  /** How often a leader looks at its clock, in ms; default 100. A lease may live so much longer. */
  readonly everyMs?: number;
}

/** A lease as a leader has seen it. */
export interface Sighting {
  /** The turn of its grant or its latest renewal. */
  readonly turn: number;
  /** How long it lives, in ms. */
  readonly ttlMs: number;
  /** When that was seen first, on the leader's clock. */
  readonly since: number;
  /** When its end was proposed last; null: not yet. */
  proposedAt: number | null;
}

/** What a server knows of time. */
export interface Expiry {
  /** The leadership in which it has seen these; null when it does not lead. */
  reign: string | null;
  /** The leases, by their numbers. */
  readonly seen: Map<number, Sighting>;
}

/** A server of the log, and what it knows of time. */
export type Expiring<S> = S & { readonly expiry: Expiry };

/** A server's turn to look at its clock. */
export interface ExpiryTimer {
  /** Names the timer. */
  readonly type: "expiry";
}

/** After so long, an end that was proposed and has not come is proposed again, in ms. */
const AGAIN_MS = 1000;

/** How many ends are proposed at a time: after a long election, many may be due at once. */
const MOST_AT_ONCE = 100;

/**
 * Below this number no host gives a client's request a return address, and no run so small has so
 * many.
 */
const ADDRESSES = 2 ** 20;

/** The protocol of a log whose leader ends leases. */
export function expiring<S extends object, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  leasing: Leasing<S>,
): Protocol<Expiring<S>, M, T | ExpiryTimer, R> {
  // Sound, as every log takes requests, and a server is only handed to the functions of its own
  // protocol.
  const log = protocol as unknown as AnyLog;
  const { everyMs = 100 } = leasing;
  const withTime = <A extends Asked>(s: AnyServer, asked: A, io: AnyIo): A => {
    const { command } = asked;
    if (!isQuestion(command)) return asked;
    return { ...asked, command: timed(s.expiry, command, io.now()) };
  };
  const wrapped: AnyLog = {
    ...log,
    start(io, journal) {
      io.wait(everyMs, { type: "expiry" });
      const expiry: Expiry = { reign: null, seen: new Map() };
      return { ...log.start(io, journal), expiry };
    },
    upon: {
      ...log.upon,
      request: (s, event, io) => log.upon.request(s, withTime(s, event, io), io),
      // Some logs hand requests on to the leader.
      ...(log.upon.forward === undefined ? {} : {
        forward(s, event, io) {
          const { request } = event;
          const timed = request.type === "request" ? withTime(s, request, io) : request;
          log.upon.forward!(s, { ...event, request: timed }, io);
        },
      }),
    },
    after: {
      ...log.after,
      expiry(s, _, io) {
        io.wait(everyMs, { type: "expiry" });
        const now = io.now();
        const reign = leasing.reign(s as unknown as S, io.self);
        look(s.expiry, reign, leasing.leases(s as unknown as S), now);
        for (const command of due(s.expiry, now)) {
          log.upon.request(s, { ...asked(command), from: nobody(io) }, io);
        }
      },
    },
  };
  return wrapped as unknown as Protocol<Expiring<S>, M, T | ExpiryTimer, R>;
}

type AnyServer = Expiring<object>;
type AnyIo = Io<Tagged, Tagged, unknown>;
type Asked = Extract<ClientRequest, { type: "request" }>;

/** What a server that does not lead hands on. */
interface Forwarded {
  readonly type: "forward";
  readonly request: ClientRequest;
}

/** A protocol of a log, as far as it matters here. */
interface AnyLog {
  start(io: AnyIo, journal: readonly unknown[]): AnyServer;
  readonly upon: {
    request(s: AnyServer, event: Asked & From, io: AnyIo): void;
    forward?(s: AnyServer, event: Forwarded & From, io: AnyIo): void;
  };
  readonly after: { expiry?(s: AnyServer, timer: unknown, io: AnyIo): void };
}

/** Notes what is new of the leases; in a new leadership all is. */
function look(
  expiry: Expiry,
  reign: string | null,
  leases: Iterable<readonly [number, Lease]>,
  now: number,
): void {
  const { seen } = expiry;
  if (reign !== expiry.reign) seen.clear();
  expiry.reign = reign;
  if (reign === null) return;
  const there = new Set<number>();
  for (const [id, { turn, ttlMs }] of leases) {
    there.add(id);
    if (seen.get(id)?.turn !== turn) seen.set(id, { turn, ttlMs, since: now, proposedAt: null });
  }
  for (const id of seen.keys()) if (!there.has(id)) seen.delete(id);
}

/** The ends that are to be proposed now. */
function due({ seen }: Expiry, now: number): Expire[] {
  const ends: Expire[] = [];
  for (const [id, sighting] of seen) {
    const { turn, ttlMs, since, proposedAt } = sighting;
    if (now - since < ttlMs || proposedAt !== null && now - proposedAt < AGAIN_MS) continue;
    if (ends.length >= MOST_AT_ONCE) break;
    sighting.proposedAt = now;
    ends.push({ type: "expire", id, turn });
  }
  return ends;
}

type Question = Extract<LeaseOperation, { type: "lease" }>;

function isQuestion(command: unknown): command is Question {
  return (Object(command) as { readonly type?: unknown }).type === "lease";
}

/**
 * A question, with what this server's clock says; of a lease that it has not seen yet, no turn
 * fits.
 */
function timed({ seen }: Expiry, { type, id }: Question, now: number): Question {
  const { turn, ttlMs, since } = seen.get(id) ?? { turn: 0, ttlMs: 0, since: now };
  const remainingMs = Math.max(0, Math.round(ttlMs - (now - since)));
  return { type, id, seen: { turn, remainingMs } };
}

function asked(command: Expire): Asked {
  return { type: "request", command, stamp: null };
}

/**
 * A return address of this server's own at which no client waits: what is answered there is lost.
 */
function nobody({ self, peers }: AnyIo): NodeId {
  return Math.floor(ADDRESSES / peers.length - 1) * peers.length + self;
}
