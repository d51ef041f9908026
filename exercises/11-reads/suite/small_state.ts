/** A server of the small log, and what servers say to each other. @module */

import type { Io, NodeId } from "hb/model/protocol.ts";

/** An entry; without a command it is a new leader's first. */
export interface Entry {
  readonly term: number;
  readonly command: { readonly type: string; readonly key: string; readonly value: string } | null;
  readonly client: NodeId | null;
}

/** A server. */
export interface SmallState {
  term: number;
  leads: boolean;
  leader: NodeId | null;
  log: Entry[];
  decided: number;
  executed: number;
  /** What the keys hold. */
  store: Map<string, string>;
  round: number;
  /** The term of the leader whose log this is. */
  of: number;
  /** Leader: the latest round that each of the others has acknowledged. */
  heard: Map<NodeId, number>;
  /** Leader: the length of its log that each of the others has acknowledged. */
  lengths: Map<NodeId, number>;
  votes: Set<NodeId>;
  handsOver: boolean;
}

/** What its servers say to each other. */
export type SmallMessage =
  | { readonly type: "request"; readonly command: NonNullable<Entry["command"]> }
  | {
    readonly type: "append";
    readonly term: number;
    readonly log: readonly Entry[];
    readonly decided: number;
  }
  | { readonly type: "appended"; readonly term: number; readonly length: number }
  | {
    readonly type: "beat";
    readonly term: number;
    readonly decided: number;
    readonly round: number;
  }
  | { readonly type: "beaten"; readonly term: number; readonly round: number }
  | { readonly type: "vote"; readonly term: number; readonly log: readonly Entry[] }
  | { readonly type: "voted"; readonly term: number };

/** What it waits for. */
export type Timer = { readonly type: "stand" | "heartbeat" | "handOver" | "execute" };
/** The world of a server. */
export type SmallIo = Io<SmallMessage, Timer, never>;

/** A server as a story begins; with two leaders server 0 and the last one do not know of the second. */
export function begin(self: NodeId, twoLeaders: boolean): SmallState {
  const first = { term: 1, command: null, client: null }, second = { ...first, term: 2 };
  const isNew = twoLeaders && self > 0, leads = self === 0 || (twoLeaders && self === 1);
  return {
    term: isNew ? 2 : 1,
    leads,
    leader: leads ? self : twoLeaders ? null : 0,
    log: twoLeaders && self === 1 ? [first, second] : [first],
    decided: 1,
    executed: 1,
    store: new Map(),
    round: 0,
    of: twoLeaders && self === 1 ? 2 : 1,
    heard: new Map(),
    lengths: new Map(),
    votes: new Set(),
    handsOver: false,
  };
}
