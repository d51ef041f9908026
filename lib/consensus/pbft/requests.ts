/** What clients ask of a replica. @module */

import { answeredTo, isServed, replyOf } from "../byzantine_client/served.ts";
import { isReplica, isRequest } from "./evidence.ts";
import type { Incoming, PbftIo } from "./messages.ts";
import { restartTiming } from "./patience.ts";
import type { Pbft } from "./settings.ts";
import { primaryOf, type Replica } from "./state.ts";

/** A client asks, or a backup for it. */
export function uponRequest(
  pbft: Pbft,
  s: Replica,
  { from, request }: Incoming<"request">,
  io: PbftIo,
): void {
  if (!isRequest(pbft, request)) return;
  const { signer: client, statement: { timestamp, readOnly, command } } = request;
  if (readOnly) {
    if (!pbft.readOnly || pbft.machine.reads?.(command) !== true) return;
    const result = pbft.machine.apply(s.machine, command);
    return io.send(client, replyOf({ timestamp, result }, s.view));
  }
  const last = answeredTo(s.sessions, request);
  if (last !== undefined) return io.send(client, replyOf(last, s.view));
  if (isServed(s.sessions, request)) return;
  // Who asks for something else does not wait for what it asked before, and is now the last in the queue.
  const known = s.waiting.find(({ signer }) => signer === client);
  if (known === undefined || known.statement.timestamp < timestamp) {
    s.waiting = [...s.waiting.filter(({ signer }) => signer !== client), request];
  }
  if (s.changing) return;
  const primary = primaryOf(s.view, pbft.replicas);
  if (primary === io.self) return;
  if (!isReplica(pbft, from)) io.send(primary, { type: "request", request });
  restartTiming(pbft, s, io);
}
