/**
 * Atomic shared memory over messages (Attiya, Bar-Noy and Dolev 1995), with several writers (Lynch and
 * Shvartsman 1997): ask a majority for the latest tag, then have a majority hold the value, a read as
 * well as a write. A server does one operation at a time; what it cannot take yet waits.
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
  type RegisterValue,
} from "./register_clients.ts";

/** Orders writes: by `clock`, then by the node that wrote. */
export interface Tag {
  /** Counts writes. */
  readonly clock: number;
  /** The node that wrote. */
  readonly writer: NodeId;
}

/** A value and its tag. */
export interface Version {
  /** Where it stands among all writes. */
  readonly tag: Tag;
  /** What was written. */
  readonly value: RegisterValue;
}

/** `operation` is the return address of the client's operation, which names it. */
export type AbdMessage =
  | RegisterRequest
  /** Coordinator → others: what is your latest? */
  | { readonly type: "query"; readonly operation: NodeId }
  /** The answer. */
  | { readonly type: "latest"; readonly operation: NodeId; readonly latest: Version }
  /** Coordinator → others: hold this, unless you hold something later. */
  | { readonly type: "store"; readonly operation: NodeId; readonly latest: Version }
  /** It is held. */
  | { readonly type: "stored"; readonly operation: NodeId };

/** What a server does for a client. */
export type AbdPhase =
  | {
    readonly name: "query";
    readonly operation: NodeId;
    /** What is to be written; absent in a read. */
    readonly write?: string;
    /** What each server that answered holds, itself included. */
    readonly heard: Map<NodeId, Version>;
  }
  | {
    readonly name: "store";
    readonly operation: NodeId;
    /** What the client will be told: the value read, or `null` of a write. */
    readonly result: RegisterValue;
    /** Who holds the value. */
    readonly holders: Set<NodeId>;
  };

/** A server. */
export interface Abd {
  /** The latest version that it has heard of. */
  latest: Version;
  /** The operation that it coordinates, if any. */
  phase: AbdPhase | null;
}

/** The protocol of a server. */
export const abdRegister: Protocol<Abd, AbdMessage> = {
  start: (io) => ({ latest: { tag: { clock: 0, writer: io.self }, value: null }, phase: null }),
  upon: {
    put(s, { from, value }, io) {
      begin(s, { operation: from, write: value }, io);
    },
    get(s, { from }, io) {
      begin(s, { operation: from }, io);
    },
    query(s, { from, operation }, io) {
      io.send(from, { type: "latest", operation, latest: s.latest });
    },
    latest(s, { from, operation, latest }, io) {
      const { phase } = s;
      if (phase?.name !== "query" || phase.operation !== operation) return;
      phase.heard.set(from, latest);
      if (phase.heard.size === majority(io)) store(s, phase, io);
    },
    store(s, { from, operation, latest }, io) {
      if (isLater(latest.tag, s.latest.tag)) s.latest = latest;
      io.send(from, { type: "stored", operation });
    },
    stored(s, { from, operation }, io) {
      const { phase } = s;
      if (phase?.name !== "store" || phase.operation !== operation) return;
      phase.holders.add(from);
      if (phase.holders.size < majority(io)) return;
      io.answer(operation, phase.result);
      s.phase = null;
    },
  },
};

/** Some clients, some servers. */
export function abdSystem(clients: number, servers: number): ProtocolSystem<Abd, AbdMessage> {
  return {
    name: `ABD register, ${clients} clients, ${servers} servers`,
    protocol: abdRegister,
    nodes: servers,
    clients: registerClients(clients),
    asking: "at once",
    invariants: [linearizableRegister],
    sometimes: { "a value is read": isRead },
  };
}

function begin(
  s: Abd,
  asked: { readonly operation: NodeId; readonly write?: string },
  io: Io<AbdMessage>,
): void {
  if (s.phase !== null) return;
  s.phase = { name: "query", ...asked, heard: new Map([[io.self, s.latest]]) };
  toOthers(io, { type: "query", operation: asked.operation });
}

/** A majority has told its latest: one later than that is written, or it is written back. */
function store(
  s: Abd,
  { operation, write, heard }: AbdPhase & { name: "query" },
  io: Io<AbdMessage>,
) {
  let latest = heard.get(io.self)!;
  for (const version of heard.values()) {
    if (isLater(version.tag, latest.tag)) latest = version;
  }
  if (write !== undefined) {
    latest = { tag: { clock: latest.tag.clock + 1, writer: io.self }, value: write };
  }
  const result = write === undefined ? latest.value : null;
  // Something later may have come here since the majority was asked.
  if (isLater(latest.tag, s.latest.tag)) s.latest = latest;
  s.phase = { name: "store", operation, result, holders: new Set([io.self]) };
  toOthers(io, { type: "store", operation, latest });
}

function isLater(a: Tag, b: Tag): boolean {
  return a.clock > b.clock || (a.clock === b.clock && a.writer > b.writer);
}

function majority({ peers }: Io<AbdMessage>): number {
  return Math.floor(peers.length / 2) + 1;
}

function toOthers(io: Io<AbdMessage>, message: AbdMessage): void {
  for (const peer of io.peers) if (peer !== io.self) io.send(peer, message);
}
