/** One server of a cluster that is run by hand: what it is and has saved, its timers, and its view of the world. @module */

import { clone } from "hb/model/clone.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import { keyOf } from "hb/model/timer_key.ts";
import type { WholeAnswer, WholeView } from "../given.ts";

// deno-lint-ignore no-explicit-any -- what they are is the reader's affair
type Any = any;

/** A server. */
export interface Server {
  /** Undefined while it is down. */
  state: unknown;
  journal: unknown[];
  /** Its own time, in ms. */
  clock: number;
  readonly timers: Map<string, { readonly at: number; readonly timer: Tagged }>;
  /** What it has shown last, since it started. */
  shown: { term: number; leads: boolean; length: number; list: readonly string[] } | undefined;
  /** The greatest term in which it has said anything, and since when it is in its term whom it has heard. */
  said: number;
  heard: Set<NodeId>;
  /** How many commands it has ever applied. */
  most: number;
}

/** A server that has not started yet. */
export function newServer(): Server {
  return {
    state: undefined,
    journal: [],
    clock: 0,
    timers: new Map(),
    shown: undefined,
    said: 0,
    heard: new Set(),
    most: 0,
  };
}

/** Its next timer. */
export function nextTimer({ timers }: Server) {
  let first: { at: number; timer: Tagged; key: string } | undefined;
  for (const [key, { at, timer }] of timers) {
    if (first === undefined || at < first.at) first = { at, timer, key };
  }
  return first;
}

/** Where a server is, and where what it sends and answers goes. */
export interface Place {
  readonly self: NodeId;
  readonly peers: readonly NodeId[];
  readonly protocol: Any;
  choose(count: number): number;
  send(to: NodeId, message: Tagged): void;
  answer(client: NodeId, answer: WholeAnswer): void;
}

/** How long a journal gets before it is made shorter. */
const LONGEST_JOURNAL = 400;

/** The world as a handler of this server sees it. */
export function worldOf(
  server: Server,
  { self, peers, protocol, choose, send, answer }: Place,
): Any {
  return {
    self,
    peers: [...peers],
    now: () => server.clock,
    choose,
    send: (to: NodeId, message: Tagged) => send(to, clone(message)),
    answer: (client: NodeId, result: WholeAnswer) => answer(client, clone(result)),
    wait(ms: number, timer: Tagged) {
      const key = `${timer.type} ${keyOf(timer) ?? ""}`;
      server.timers.delete(key);
      server.timers.set(key, { at: server.clock + ms, timer: clone(timer) });
    },
    cancel: (type: string, key?: string | number) =>
      void server.timers.delete(`${type} ${key ?? ""}`),
    save(record: unknown) {
      if (protocol.compact === undefined) server.journal = [];
      server.journal.push(clone(record));
      if (protocol.compact !== undefined && server.journal.length > LONGEST_JOURNAL) {
        server.journal = [...protocol.compact(server.journal)];
      }
    },
  };
}

/** The server that a journal gives, as it is or made shorter, in a world that hears nothing of it. */
export function startedFrom(
  { self, peers, protocol }: Pick<Place, "self" | "peers" | "protocol">,
  journal: readonly unknown[],
  isShorter: boolean,
): unknown {
  const nothing = () => {}, records = clone([...journal]);
  const quiet = {
    self,
    peers: [...peers],
    now: () => 0,
    choose: () => 0,
    send: nothing,
    answer: nothing,
    wait: nothing,
    cancel: nothing,
    save: nothing,
  };
  const isCompacted = isShorter && protocol.compact !== undefined && records.length > 0;
  return clone(protocol.start(quiet, isCompacted ? protocol.compact(records) : records));
}

/** How a server stands: its role, as far as it shows one, its term, and what it waits for. */
export function standingOf(
  self: NodeId,
  { state, clock, timers }: Server,
  view: (state: unknown) => WholeView,
): string {
  if (state === undefined) return `server ${self} is down`;
  const { term, leads, applied, entries } = view(state), { role } = Object(state);
  const is = leads ? "leads" : typeof role === "string" ? `a ${role}` : "does not lead";
  const waits = [...timers.values()].sort((a, b) => a.at - b.at).map(({ at, timer }) =>
    `${timer.type} in ${Math.round(at - clock)} ms`
  );
  return `server ${self}: term ${term}, ${is}; ${entries} in its log, ${applied.length} applied; timers: ${
    waits.length === 0 ? "none" : waits.join(", ")
  }`;
}
