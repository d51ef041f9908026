/**
 * The client's side of a replicated service some of whose replicas lie (Castro and Liskov 1999, section 4.1): a proxy
 * signs what its client asks, asks those that lead and, when that takes too long, all replicas, and takes a result when
 * so many say the same that one of them must be loyal.
 *
 * @module
 */

import { equal } from "../../model/compare.ts";
import type { From, Io, NodeId } from "../../model/protocol.ts";
import { authenticate, type Said, sign } from "../../security/identity/signed.ts";
import type { Asked, ClientMessage, Request, Retry } from "./messages.ts";

/** The world of a proxy. */
export type ProxyIo = Io<ClientMessage, Retry, Asked>;

/** What a proxy has been asked. */
export interface Question {
  /** The command. */
  readonly command: unknown;
  /** Who is to be answered. */
  readonly address: NodeId;
}

/** A request on its way. */
export interface Pending extends Question {
  /** As signed, or with codes. */
  readonly request: Said<Request>;
  /** The latest reply of each replica. */
  readonly replies: Map<NodeId, { readonly view: number; readonly result: unknown }>;
}

/** A client's proxy. */
export interface Proxy {
  /** Tells it from a replica. */
  readonly role: "proxy";
  /** How many requests it has made. */
  timestamp: number;
  /** The view whose leaders it asks first. */
  view: number;
  /** The one under way; the paper's clients ask for one thing at a time. Invariant: its number is `timestamp`. */
  pending: Pending | null;
  /** Those that wait for it. */
  readonly questions: Question[];
}

/** What a proxy has to know. */
export interface ProxySettings {
  /** The service. */
  readonly cluster: string;
  /** Its replicas. */
  readonly replicas: readonly NodeId[];
  /** Whom it asks first in a view; it asks all of them later. */
  readonly first: (view: number) => readonly NodeId[];
  /** Whether a command only reads, and is to be answered without an order. */
  readonly readsAtOnce: (command: unknown) => boolean;
  /** How many must say the same, when it is a read without an order or when it is not. */
  readonly believes: (readOnly: boolean) => number;
  /** How long it waits until it asks again, in ms; Infinity: for ever. */
  readonly retryMs: number;
  /** Whether requests have codes in place of signatures, as long as they are answered in time; default: not. */
  readonly codes?: boolean;
  /** Whether it saves how many requests it has made. */
  readonly saves: (asked: Asked) => boolean;
}

/** A proxy is born, or comes back. What it asked before a crash, nobody will be told of. */
export function startProxy(timestamp: number): Proxy {
  return { role: "proxy", timestamp, view: 0, pending: null, questions: [] };
}

/** Its client asks. */
export function uponAsk(
  settings: ProxySettings,
  s: Proxy,
  { command, from }: ClientMessage & { readonly type: "ask" } & From,
  io: ProxyIo,
): void {
  s.questions.push({ command, address: from });
  if (s.pending === null) askNext(settings, s, io);
}

function askNext(settings: ProxySettings, s: Proxy, io: ProxyIo): void {
  const question = s.questions.shift();
  if (question === undefined) return;
  const readOnly = settings.readsAtOnce(question.command);
  ask(settings, s, question, readOnly, io);
  tell(s, readOnly ? settings.replicas : settings.first(s.view), io);
}

function ask(
  settings: ProxySettings,
  s: Proxy,
  { command, address }: Question,
  readOnly: boolean,
  io: ProxyIo,
): void {
  const { cluster, replicas, retryMs, saves } = settings;
  const timestamp = ++s.timestamp, asked: Asked = { type: "asked", timestamp };
  if (saves(asked)) io.save(asked);
  const statement: Request = { kind: "request", cluster, timestamp, command, readOnly };
  const request = settings.codes ? authenticate(io, statement, replicas) : sign(io, statement);
  s.pending = { command, address, request, replies: new Map() };
  if (retryMs < Infinity) io.wait(retryMs, { type: "retry" });
}

function tell({ pending }: Proxy, whom: readonly NodeId[], io: ProxyIo): void {
  for (const to of whom) io.send(to, { type: "request", request: pending!.request });
}

/** No result yet: it asks all. A read without an order, which replicas answered differently, gets one. */
export function afterRetry(settings: ProxySettings, s: Proxy, io: ProxyIo): void {
  const { pending } = s;
  if (pending === null) return;
  if (pending.request.statement.readOnly) ask(settings, s, pending, false, io);
  else {
    // A code may be wrong for some, and nobody can show that it is right: a signature is the same to all.
    s.pending = { ...pending, request: sign(io, pending.request.statement) };
    io.wait(settings.retryMs, { type: "retry" });
  }
  tell(s, settings.replicas, io);
}

/** A replica says what the result is. */
export function uponReply(
  settings: ProxySettings,
  s: Proxy,
  { from, view, timestamp, result }: ClientMessage & { readonly type: "reply" } & From,
  io: ProxyIo,
): void {
  const { pending } = s;
  if (pending === null || !settings.replicas.includes(from)) return;
  const { statement } = pending.request;
  if (timestamp !== statement.timestamp) return;
  pending.replies.set(from, { view, result });
  const same = [...pending.replies.values()].filter((reply) => equal(reply.result, result));
  if (same.length < settings.believes(statement.readOnly)) return;
  // One of those who say so is loyal, and so the lowest of their views is not too high.
  s.view = Math.max(s.view, Math.min(...same.map((reply) => reply.view)));
  s.pending = null;
  io.cancel("retry");
  io.answer(pending.address, { ok: true, index: timestamp, result });
  askNext(settings, s, io);
}
