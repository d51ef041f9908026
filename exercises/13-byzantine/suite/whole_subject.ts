/** A reader's HotStuff among clients, as the judge runs it. @module */

import { ending } from "hb/grade/ending.ts";
import { madeWith } from "hb/grade/members.ts";
import { equal } from "hb/model/compare.ts";
import { nested } from "hb/model/nested.ts";
import type { Io, NodeId, Protocol, Tagged } from "hb/model/protocol.ts";
import { isTraitor, type Traitor } from "hb/security/adversary/traitors.ts";
import { type Sealed, unforged } from "hb/security/adversary/unforged.ts";
import { sign } from "hb/security/identity/signed.ts";
import type {
  Request,
  Signed,
  WholeHotStuff,
  WholeMessage,
  WholeRules,
  WholeView,
} from "../given.ts";
import { sizesOf } from "./did.ts";

/** What passes between all: what replicas say, and what somebody asks a client for. */
export type Message = WholeMessage | { readonly type: "ask"; readonly command: string };

export const CLUSTER = "hotstuff";
/** After so long a client asks all replicas again, in ms. */
const RETRY_MS = 300;

/** A client's node. */
interface ClientNode {
  timestamp: number;
  pending: Signed<Request> | null;
  address: NodeId;
  readonly replies: Map<NodeId, unknown>;
  readonly queue: { readonly command: string; readonly address: NodeId }[];
}

interface Due {
  readonly at: number;
  readonly ms: number;
}

/** A node: a replica, whatever the reader has made of it, or a client. */
export interface Node {
  own: object | null;
  readonly client: ClientNode | null;
  /** Which of its timers run, by type: when they are due, and for how long they were set, in ms. It is noted behind the boundary only. */
  readonly due?: Map<string, Due>;
}

export type State = Sealed<Node> | Traitor;
export type AnyProtocol = Protocol<Node, Message, Tagged, unknown>;

/** The reader's HotStuff. */
export interface Subject {
  readonly replicas: number;
  /** How long a view may bring nothing. */
  readonly viewMs: number;
  /** What all nodes run, to be explored, where states are looked at as they are; nobody looks whether signatures are genuine. */
  readonly bare: AnyProtocol;
  /** The same behind the boundary that keeps liars from forging. */
  readonly protocol: Protocol<Sealed<Node>, Message, Tagged, unknown>;
  /** A replica alone. */
  readonly replica: Protocol<object, WholeMessage, Tagged, unknown>;
  view(own: object): WholeView;
  /** What the loyal replicas show that are up; nodes among the `silent` are not asked. */
  shown(
    states: readonly (Readonly<State | Node> | undefined)[],
    silent?: readonly NodeId[],
  ): (WholeView | undefined)[];
}

/** The reader's HotStuff with so many replicas; `viewMs` is how long a view may bring nothing. */
export function subjectOf(whole: WholeHotStuff, replicas: number, viewMs = 200): Subject {
  const rules: WholeRules = { cluster: CLUSTER, replicas, viewMs }, path = "whole(…)";
  const made = madeWith(path, whole(rules), {
    start: "function",
    upon: "record",
    view: "function",
  });
  const own = made as unknown as Protocol<object, WholeMessage, Tagged, unknown>;
  const plain = {
    ...own,
    // Where it says nothing else, the last record is the journal.
    compact: own.compact ?? ((journal: readonly unknown[]) => journal.slice(-1)),
  };
  const replica = ending(plain);
  const view = made["view"] as Subject["view"];
  const bare = among(plain, rules), protocol = unforged(timed(among(replica, rules)));
  return {
    replicas,
    viewMs,
    bare,
    protocol,
    replica,
    view,
    shown: (states, silent = []) =>
      states.map((state, node) => {
        const own = node >= replicas || silent.includes(node) ? undefined : loyalNode(state)?.own;
        return own === null || own === undefined ? undefined : view(own);
      }),
  };
}

/** A node that is up and loyal. */
export function loyalNode(state: Readonly<State | Node> | undefined): Node | undefined {
  if (state === undefined || isTraitor(state)) return undefined;
  return "own" in state && "forged" in state ? state.own as Node : state as Node;
}

/** The same nodes, each of which notes when its timers are due. */
function timed(protocol: AnyProtocol): AnyProtocol {
  type NodeIo = Io<Message, Tagged, unknown>;
  const noting = (due: Map<string, Due>, io: NodeIo) =>
    nested<Message, Tagged, unknown>(io, {
      wait(ms, timer) {
        due.set(timer.type, { at: io.now() + ms, ms });
        io.wait(ms, timer);
      },
      cancel(type, key) {
        due.delete(type);
        io.cancel(type, key);
      },
    });
  const watched = (handlers: object, isTimer: boolean) =>
    Object.fromEntries(
      Object.entries(handlers).map(([type, handler]) => [
        type,
        (s: Node, event: Tagged, io: NodeIo) => {
          if (isTimer) s.due!.delete(type);
          handler(s, event, noting(s.due!, io));
        },
      ]),
    );
  return {
    ...protocol,
    start(io, journal) {
      const due = new Map<string, Due>();
      return { ...protocol.start(noting(due, io), journal), due };
    },
    upon: watched(protocol.upon, false) as unknown as AnyProtocol["upon"],
    after: watched(protocol.after!, true) as unknown as NonNullable<AnyProtocol["after"]>,
  };
}

/** Replicas, and the clients after them. */
function among(
  replica: Protocol<object, WholeMessage, Tagged, unknown>,
  { replicas, cluster }: WholeRules,
): AnyProtocol {
  const next = (client: ClientNode, io: Io<Message, Tagged, unknown>) => {
    const question = client.queue.shift();
    if (question === undefined) return;
    const { command, address } = question, timestamp = ++client.timestamp;
    client.pending = sign(io, { kind: "request", cluster, timestamp, command } as const);
    client.address = address;
    client.replies.clear();
    tell(client, io);
  };
  const tell = ({ pending }: ClientNode, io: Io<Message, Tagged, unknown>) => {
    for (let to = 0; to < replicas; to++) io.send(to, { type: "request", request: pending! });
    io.wait(RETRY_MS, { type: "client asks again" });
  };
  const types = Object.keys(replica.upon);
  const upon = Object.fromEntries(types.map((type) => [
    type,
    (s: Node, message: never, io: Io<Message, Tagged, unknown>) => {
      if (s.client === null) {
        return (replica.upon as unknown as Record<string, (...given: unknown[]) => void>)[type]!(
          s.own,
          message,
          io,
        );
      }
      if (type === "reply") uponReply(s.client, message, io);
    },
  ]));
  const uponReply = (
    client: ClientNode,
    { from, timestamp, result }: Extract<WholeMessage, { type: "reply" }> & { from: NodeId },
    io: Io<Message, Tagged, unknown>,
  ) => {
    if (client.pending === null || from >= replicas) return;
    if (timestamp !== client.pending.statement.timestamp) return;
    client.replies.set(from, result);
    const same = [...client.replies.values()].filter((other) => equal(other, result)).length;
    if (same < sizesOf(replicas).weak) return;
    client.pending = null;
    io.cancel("client asks again");
    io.answer(client.address, result);
    next(client, io);
  };
  const after = Object.fromEntries(
    Object.entries({ ...replica.after }).map(([type, handler]) => [
      type,
      (s: Node, timer: never, io: Io<Message, Tagged, unknown>) =>
        (handler as (...given: unknown[]) => void)(s.own, timer, io),
    ]),
  );
  return {
    start(io, journal) {
      if (io.self < replicas) return { own: replica.start(io as never, journal), client: null };
      const client = { timestamp: 0, pending: null, address: 0, replies: new Map(), queue: [] };
      return { own: null, client };
    },
    upon: {
      reply() {},
      ...upon,
      ask(
        s: Node,
        { command, from }: { command: string; from: NodeId },
        io: Io<Message, Tagged, unknown>,
      ) {
        if (s.client === null) return;
        s.client.queue.push({ command, address: from });
        if (s.client.pending === null) next(s.client, io);
      },
    } as unknown as AnyProtocol["upon"],
    after: {
      ...after,
      "client asks again"(s: Node, _: Tagged, io: Io<Message, Tagged, unknown>) {
        if (s.client?.pending) tell(s.client, io);
      },
    } as unknown as NonNullable<AnyProtocol["after"]>,
    compact: (journal) => replica.compact!(journal),
  };
}
