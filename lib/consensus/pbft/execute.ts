/** What is committed is executed, number by number, and its clients are told (1999, section 4.2). @module */

import type { Signed } from "../../security/identity/signed.ts";
import type { NodeId } from "../../model/protocol.ts";
import { takeCheckpoint } from "./checkpoint.ts";
import { restartTiming } from "./patience.ts";
import type { PbftIo } from "./messages.ts";
import type { Batch, Request } from "./statements.ts";
import { batchOf, save, tellReplicas } from "./say.ts";
import type { Pbft } from "./settings.ts";
import type { LastReply, Replica } from "./state.ts";

/** Executes what is committed, up to the first number that is not, or whose batch has to be fetched. */
export function execute(pbft: Pbft, s: Replica, io: PbftIo): void {
  const before = s.executed;
  for (;;) {
    const sequence = s.executed + 1, commits = s.decided.get(sequence);
    if (commits === undefined) break;
    const { digest } = commits.statement, batch = batchOf(pbft, s, digest);
    if (batch === undefined) {
      tellReplicas(pbft, { type: "fetchBatch", digest }, io);
      break;
    }
    save(pbft, { type: "decided", commits, batch }, io);
    for (const { client, timestamp, result } of executeBatch(pbft, s, sequence, batch)) {
      io.send(client, { type: "reply", view: s.view, timestamp, result });
    }
    if (sequence % pbft.checkpointEvery === 0) takeCheckpoint(pbft, s, io);
  }
  if (s.executed === before) return;
  noteExecuted(pbft, s, io);
}

/** A client, and the result of its request. */
export interface ReplyTo extends LastReply {
  /** Who is told. */
  readonly client: NodeId;
}

/** Executes the batch with the next number; what each client is to be told. */
export function executeBatch(
  pbft: Pbft,
  s: Replica,
  sequence: number,
  batch: Batch,
): ReplyTo[] {
  s.executed = sequence;
  const replies: ReplyTo[] = [];
  for (const { signer: client, statement: { timestamp, command } } of batch) {
    if (!pbft.rules.isNew(timestamp, s.sessions.get(client))) continue;
    const place = { index: sequence, configuration: null };
    const result = pbft.machine.apply(s.machine, command, place);
    s.sessions.set(client, { timestamp, result });
    replies.push({ client, timestamp, result });
  }
  return replies;
}

/** Requests that are executed do not wait any more, and the view has done something. */
export function noteExecuted(pbft: Pbft, s: Replica, io: PbftIo): void {
  const waits = ({ signer, statement }: Signed<Request>) =>
    statement.timestamp > (s.sessions.get(signer)?.timestamp ?? 0);
  const some = s.waiting.length;
  s.waiting = s.waiting.filter(waits);
  if (s.waiting.length === some) return;
  if (!s.changing) s.failedViews = 0;
  restartTiming(pbft, s, io);
}
