/**
 * The client's proxy (1999, section 4.1): it signs what its client asks, asks the primary and, when that takes too long,
 * all replicas, and takes a result when so many say the same that one of them must be loyal.
 *
 * @module
 */

import { equal } from "../../model/compare.ts";
import { sign } from "../../security/identity/signed.ts";
import { isReplica } from "./evidence.ts";
import type { Incoming, PbftIo } from "./messages.ts";
import { save, tellReplicas } from "./say.ts";
import type { Pbft } from "./settings.ts";
import { primaryOf, type Proxy, type Question } from "./state.ts";

/** Its client asks. */
export function uponAsk(
  pbft: Pbft,
  s: Proxy,
  { command, from }: Incoming<"ask">,
  io: PbftIo,
): void {
  s.questions.push({ command, address: from });
  if (s.pending === null) askNext(pbft, s, io);
}

function askNext(pbft: Pbft, s: Proxy, io: PbftIo): void {
  const question = s.questions.shift();
  if (question === undefined) return;
  const readOnly = pbft.readOnly && pbft.machine.reads?.(question.command) === true;
  request(pbft, s, question, readOnly, io);
  if (readOnly) tellAll(pbft, s, io);
  else io.send(primaryOf(s.view, pbft.replicas), { type: "request", request: s.pending!.request });
}

function request(
  pbft: Pbft,
  s: Proxy,
  { command, address }: Question,
  readOnly: boolean,
  io: PbftIo,
): void {
  const { cluster, retryMs } = pbft, timestamp = ++s.timestamp;
  save(pbft, { type: "asked", timestamp }, io);
  const request = sign(io, { kind: "request", cluster, timestamp, command, readOnly } as const);
  s.pending = { command, address, request, replies: new Map() };
  if (retryMs < Infinity) io.wait(retryMs, { type: "retry" });
}

function tellAll(pbft: Pbft, { pending }: Proxy, io: PbftIo): void {
  tellReplicas(pbft, { type: "request", request: pending!.request }, io);
}

/** No result yet: it asks all. A read without an order, which replicas answered differently, gets one. */
export function afterRetry(pbft: Pbft, s: Proxy, io: PbftIo): void {
  const { pending } = s;
  if (pending === null) return;
  if (pending.request.statement.readOnly) request(pbft, s, pending, false, io);
  else io.wait(pbft.retryMs, { type: "retry" });
  tellAll(pbft, s, io);
}

/** A replica says what the result is. */
export function uponReply(
  pbft: Pbft,
  s: Proxy,
  { from, view, timestamp, result }: Incoming<"reply">,
  io: PbftIo,
): void {
  const { pending } = s, { replicas, rules } = pbft;
  if (pending === null || !isReplica(pbft, from)) return;
  const { statement } = pending.request;
  if (timestamp !== statement.timestamp) return;
  pending.replies.set(from, { view, result });
  const same = [...pending.replies.values()].filter((reply) => equal(reply.result, result));
  const asked = { readOnly: statement.readOnly, readsAtOnce: pbft.readOnly };
  if (same.length < rules.believes(replicas, asked)) return;
  // One of those who say so is loyal, and so the lowest of their views is not too high.
  s.view = Math.max(s.view, Math.min(...same.map((reply) => reply.view)));
  s.pending = null;
  io.cancel("retry");
  io.answer(pending.address, { ok: true, index: timestamp, result });
  askNext(pbft, s, io);
}
