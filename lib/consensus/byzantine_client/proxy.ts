/**
 * The client's side of a replicated service some of whose replicas lie (Castro and Liskov 1999, section 4.1): a proxy
 * signs what the client asks, sends it to the replicas, asks again while it hears nothing, and believes a result when
 * f + 1 replicas say the same, as one of these is loyal.
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import type { Io, NodeId } from "../../model/protocol.ts";
import { sign, type Signed } from "../../security/identity/signed.ts";
import type { Asked, ClientMessage, Request, Retransmit } from "./messages.ts";

/** The world of a proxy. */
export type ProxyIo = Io<ClientMessage, Retransmit, Asked>;

/** What is asked just now. */
interface Pending {
  /** The request. */
  readonly request: Signed<Request>;
  /** Whom to answer. */
  readonly address: NodeId;
  /** What each replica says came of it. */
  readonly replies: Map<NodeId, { readonly index: number; readonly result: unknown }>;
}

/** A proxy. */
export interface Proxy {
  /** Tells it from a replica. */
  readonly role: "proxy";
  /** The number of its last request. */
  sequence: number;
  /** What it asks; null while it asks nothing. Invariant: its number is `sequence`. */
  pending: Pending | null;
  /** What it will ask then, one after the other. */
  readonly queue: { readonly command: unknown; readonly address: NodeId }[];
}

/** What a proxy has to know. */
export interface ProxySettings {
  /** The service. */
  readonly cluster: string;
  /** Its replicas. */
  readonly replicas: readonly NodeId[];
  /** Whom it asks first; all of them when it asks again. */
  readonly first: readonly NodeId[];
  /** How many must say the same. */
  readonly believes: number;
  /** How long it waits until it asks again, in ms. */
  readonly retransmitMs: number;
}

/** A proxy is born, or comes back. What it asked before a crash, nobody will be told of. */
export function startProxy(journal: readonly Asked[]): Proxy {
  return { role: "proxy", sequence: journal.at(-1)?.sequence ?? 0, pending: null, queue: [] };
}

/** Its client wants something. */
export function uponOperation(
  settings: ProxySettings,
  s: Proxy,
  command: unknown,
  address: NodeId,
  io: ProxyIo,
): void {
  s.queue.push({ command, address });
  if (s.pending === null) askNext(settings, s, io);
}

/** A replica says what came of something. */
export function uponReply(
  settings: ProxySettings,
  s: Proxy,
  { sequence, index, result, from }: ClientMessage & { type: "reply"; from: NodeId },
  io: ProxyIo,
): void {
  const { pending } = s;
  if (pending === null || sequence !== s.sequence || !settings.replicas.includes(from)) return;
  pending.replies.set(from, { index, result });
  const said = encode({ index, result });
  const same = [...pending.replies.values()].filter((other) =>
    encode({ index: other.index, result: other.result }) === said
  );
  if (same.length < settings.believes) return;
  io.answer(pending.address, { ok: true, index, result });
  s.pending = null;
  io.cancel("retransmit");
  askNext(settings, s, io);
}

/** It has heard nothing for long. */
export function afterRetransmit(settings: ProxySettings, s: Proxy, io: ProxyIo): void {
  if (s.pending === null) return;
  ask(settings, s.pending.request, settings.replicas, io);
}

function askNext(settings: ProxySettings, s: Proxy, io: ProxyIo): void {
  const next = s.queue.shift();
  if (next === undefined) return;
  s.sequence++;
  io.save({ type: "asked", sequence: s.sequence });
  const { cluster, first } = settings, { command, address } = next;
  const request = sign(io, { cluster, client: io.self, sequence: s.sequence, command });
  s.pending = { request, address, replies: new Map() };
  ask(settings, request, first, io);
}

function ask(
  settings: ProxySettings,
  request: Signed<Request>,
  whom: readonly NodeId[],
  io: ProxyIo,
): void {
  for (const to of whom) io.send(to, { type: "request", request });
  io.wait(settings.retransmitMs, { type: "retransmit" });
}
