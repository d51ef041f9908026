/**
 * Registers over replicas that gossip deltas, for clients that go from one replica to another. Each register keeps all
 * concurrent writes, and shows the last of them by Lamport's clocks; a request says which writes must be covered, and a
 * replica that does not cover them yet lets it wait. That is all it takes: since deltas are joined in causal order, a
 * replica that covers a write covers all that its writer had seen.
 *
 * A replica that has lost its memory takes with it what it had told nobody. Whoever has seen such a write waits for it
 * for ever: a session ends with the replica, and no wrong answer is given.
 *
 * @module
 */

import { nested } from "../../../model/nested.ts";
import type { Io, NodeId, Protocol } from "../../../model/protocol.ts";
import type { Key, Value } from "../../register/register.ts";
import { compareReplicas, type Replica, type StateCrdt, type VersionVector } from "../crdt.ts";
import { deltas } from "../gossip/gossip.ts";
import type { Message as Gossip, Saved, Timer } from "../gossip/messages.ts";
import type { Settings } from "../gossip/settings.ts";
import type { State as Copy } from "../gossip/state.ts";
import type { Causal } from "../state/causal.ts";
import { covers } from "../state/context.ts";
import type { DotFun, DotMap } from "../state/dots.ts";
import type { Element } from "../state/elements.ts";
import { mvRegisterType, type RegisterUpdate } from "../state/mv_register.ts";
import { type MapUpdate, orMap } from "../state/or_map.ts";

/** The state of all registers: for each, its concurrent writes. */
export type Registers = Causal<DotMap<Element, DotFun<unknown>>>;
/** What is asked of the registers as one type. */
export type Update = MapUpdate<RegisterUpdate>;
/** The registers, as one type. */
export const registers: StateCrdt<Registers, Update, ReadonlyMap<Element, readonly unknown[]>> =
  orMap(mvRegisterType);

/** What a register holds for each concurrent write. */
export interface Stamped {
  /** What was written. */
  readonly value: Value;
  /** Later than all that its writer had seen. */
  readonly time: number;
  /** The writer: of two writes at one time, the later name wins. */
  readonly by: Replica;
}

/** What a client asks. */
export type Request =
  /** A client → any replica: what does this register hold, once you cover that much? */
  | { readonly type: "read"; readonly key: Key; readonly after: VersionVector }
  /** A client → any replica: let this register hold that, once you cover that much. */
  | {
    readonly type: "write";
    readonly key: Key;
    readonly value: Value;
    readonly after: VersionVector;
  };

/** What a client is answered. */
export interface Served {
  /** What was read; null for a write. */
  readonly result: Value;
  /** What the answer rests on: all writes that the replica covers, or the one that was made. */
  readonly covers: VersionVector;
}

/** The messages. */
export type Message = Request | Gossip<Registers, Update>;

/** One replica, and who waits at it. */
export interface State {
  /** Its copy. */
  readonly copy: Copy<Registers>;
  /** Requests that it does not cover enough for, in the order in which they came. */
  readonly parked: { readonly client: NodeId; readonly request: Request }[];
}

/** What can be done wrongly. */
export interface Rules {
  /** Whether a replica looks at what must be covered before it serves this. */
  readonly checks: (type: Request["type"]) => boolean;
}

type SessionIo = Io<Message, Timer, Saved<Registers>>;

/** Registers for clients that carry their sessions with them. */
export function sessionRegisters(
  settings: Partial<Settings> = {},
  { checks }: Rules = { checks: () => true },
): Protocol<State, Message, Timer, Saved<Registers>> {
  const copies = deltas(registers, settings);
  const inner = (io: SessionIo) =>
    nested<Gossip<Registers, Update>, Timer, Saved<Registers>>(io as Io<never>, {
      send: (to, message, ahead) => io.send(to, message, ahead),
      wait: (delayMs, timer) => io.wait(delayMs, timer),
      cancel: (type, key) => io.cancel(type, key),
      save: (record) => io.save(record),
    });
  const serve = (s: State, io: SessionIo): void => {
    const isReady = ({ request: { type, after } }: State["parked"][number]) =>
      !checks(type) || covers(s.copy.crdt.context, after);
    // A write may be what another request waits for: all are looked at again.
    for (let at = s.parked.findIndex(isReady); at >= 0; at = s.parked.findIndex(isReady)) {
      const [{ client, request }] = s.parked.splice(at, 1) as [State["parked"][number]];
      if (request.type === "read") io.answer(client, read(s.copy.crdt, request.key));
      else write(s, client, request, io);
    }
  };
  const write = (
    s: State,
    client: NodeId,
    { key, value }: Extract<Request, { type: "write" }>,
    io: SessionIo,
  ): void => {
    const { name, crdt } = s.copy;
    const stamped: Stamped = { value, time: latest(crdt) + 1, by: name };
    const update: Update = { type: "update", key, update: { type: "write", value: stamped } };
    const answer = (to: NodeId) =>
      io.answer(to, {
        result: null,
        covers: new Map([[name, s.copy.crdt.context.vector.get(name)!]]),
      });
    copies.upon.update(s.copy, { type: "update", update, from: client }, { ...inner(io), answer });
  };
  const park = (s: State, { from, ...request }: Request & { from: NodeId }, io: SessionIo) => {
    s.parked.push({ client: from, request });
    serve(s, io);
  };
  return {
    start: (io, journal) => ({ copy: copies.start(inner(io), journal), parked: [] }),
    upon: {
      read: park,
      write: park,
      update: (s, event, io) => copies.upon.update(s.copy, event, inner(io)),
      query: (s, event, io) => copies.upon.query(s.copy, event, inner(io)),
      deltas(s, event, io) {
        copies.upon.deltas(s.copy, event, inner(io));
        serve(s, io);
      },
      ack: (s, event, io) => copies.upon.ack(s.copy, event, inner(io)),
    },
    after: { round: (s, timer, io) => copies.after!.round(s.copy, timer, inner(io)) },
  };
}

/** The last of the concurrent writes, and all writes that are covered. */
function read(state: Registers, key: Key): Served {
  const siblings = (registers.value(state).get(key) ?? []) as readonly Stamped[];
  let last: Stamped | undefined;
  for (const each of siblings) if (last === undefined || isLater(each, last)) last = each;
  return { result: last?.value ?? null, covers: state.context.vector };
}

function isLater(a: Stamped, b: Stamped): boolean {
  return a.time === b.time ? compareReplicas(a.by, b.by) > 0 : a.time > b.time;
}

/** The latest time of any write that is seen. What was overwritten was overwritten by a later one. */
function latest(state: Registers): number {
  let time = 0;
  for (const siblings of registers.value(state).values()) {
    for (const each of siblings as readonly Stamped[]) time = Math.max(time, each.time);
  }
  return time;
}
