/** What clients ask of a replica. @module */

import { isSigned, type Said, speakerOf } from "../../security/identity/signed.ts";
import { answeredTo, isServed, replyOf } from "../byzantine_client/served.ts";
import { isKnown, isReplica, isRequest } from "./evidence.ts";
import type { Incoming, PbftIo } from "./messages.ts";
import { restartTiming } from "./patience.ts";
import type { Pbft } from "./settings.ts";
import { primaryOf, type Replica } from "./state.ts";
import type { Request } from "./statements.ts";

/**
 * Whether a request is one to wait for. Codes may be right for some and wrong for the others, so that a primary proposes
 * what no backup accepts (the "big MAC attack" of Clement et al. 2009); when a view has failed, only signatures count.
 */
export function isWanted({ rules }: Pbft, s: Readonly<Replica>, request: Said<Request>): boolean {
  return isSigned(request) || !rules.wantsSignature(s.failedViews);
}

/** A client asks, or a backup for it. */
export function uponRequest(
  pbft: Pbft,
  s: Replica,
  { from, request }: Incoming<"request">,
  io: PbftIo,
): void {
  if (!isRequest(pbft, request) || !isKnown(pbft, request, io)) return;
  const client = speakerOf(request), { timestamp, readOnly, command } = request.statement;
  if (readOnly) {
    if (!pbft.readOnly || pbft.machine.reads?.(command) !== true) return;
    const result = pbft.machine.apply(s.machine, command);
    return io.send(client, replyOf({ timestamp, result }, s.view));
  }
  const last = answeredTo(s.sessions, request);
  if (last !== undefined) return io.send(client, replyOf(last, s.view));
  if (isServed(s.sessions, request)) return;
  // Who asks for something else does not wait for what it asked before, and is now the last in the queue.
  if (!isWanted(pbft, s, request)) return;
  const known = s.waiting.find((other) => speakerOf(other) === client);
  if (known === undefined || known.statement.timestamp < timestamp) {
    s.waiting = [...s.waiting.filter((other) => other !== known), request];
  } else if (known.statement.timestamp === timestamp && isSigned(request)) {
    s.waiting = s.waiting.map((other) => other === known ? request : other);
  }
  if (s.changing) return;
  const primary = primaryOf(s.view, pbft.replicas);
  if (primary === io.self) return;
  if (!isReplica(pbft, from)) io.send(primary, { type: "request", request });
  restartTiming(pbft, s, io);
}
