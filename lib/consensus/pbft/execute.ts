/** What is committed is executed, number by number, and its clients are told (1999, section 4.2). @module */

import { speakerOf } from "../../security/identity/signed.ts";
import type { NodeId } from "../../model/protocol.ts";
import { isServed, replyOf, serve } from "../byzantine_client/served.ts";
import { takeCheckpoint } from "./checkpoint.ts";
import { restartTiming } from "./patience.ts";
import type { PbftIo } from "./messages.ts";
import type { Batch } from "./statements.ts";
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
    for (const [client, reply] of executeBatch(pbft, s, sequence, batch)) {
      io.send(client, replyOf(reply, s.view));
    }
    if (sequence % pbft.checkpointEvery === 0) takeCheckpoint(pbft, s, io);
  }
  if (s.executed === before) return;
  noteExecuted(pbft, s, io);
}

/** Executes the batch with the next number; what each client is to be told. */
export function executeBatch(
  pbft: Pbft,
  s: Replica,
  sequence: number,
  batch: Batch,
): (readonly [client: NodeId, reply: LastReply])[] {
  s.executed = sequence;
  const service = { machine: s.machine, served: s.sessions };
  return batch.flatMap((request) => {
    const reply = serve(pbft.machine, service, request, sequence, pbft.rules.isNew);
    return reply === undefined ? [] : [[speakerOf(request), reply] as const];
  });
}

/** Requests that are executed do not wait any more, and the view has done something. */
export function noteExecuted(pbft: Pbft, s: Replica, io: PbftIo): void {
  const some = s.waiting.length;
  s.waiting = s.waiting.filter((request) => !isServed(s.sessions, request));
  if (s.waiting.length === some) return;
  if (!s.changing) s.failedViews = 0;
  restartTiming(pbft, s, io);
}
