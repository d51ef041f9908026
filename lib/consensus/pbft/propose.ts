/** How a primary proposes, after whatever has happened. @module */

import { speakerOf } from "../../security/identity/signed.ts";
import type { PbftIo } from "./messages.ts";
import { accept, advance, isBetweenMarks } from "./order.ts";
import { said, tellReplicas } from "./say.ts";
import type { Pbft } from "./settings.ts";
import { primaryOf, type Replica } from "./state.ts";

/** As primary: gives the requests that wait their numbers, as long as not too many are open. */
export function propose(pbft: Pbft, s: Replica, io: PbftIo): void {
  const { replicas, maxBatch, window, cluster, digest } = pbft;
  if (s.changing || primaryOf(s.view, replicas) !== io.self) return;
  for (;;) {
    const sequence = s.assigned + 1;
    if (sequence > s.executed + window || !isBetweenMarks(pbft, s, sequence)) return;
    const batch = s.waiting.filter((request) =>
      request.statement.timestamp > (s.proposed.get(speakerOf(request)) ?? 0)
    ).slice(0, maxBatch);
    if (batch.length === 0) return;
    for (const request of batch) {
      s.proposed.set(speakerOf(request), request.statement.timestamp);
    }
    s.assigned = sequence;
    const place = { view: s.view, sequence, digest: digest(batch) };
    const prePrepare = said(pbft, { kind: "prePrepare", cluster, ...place } as const, io);
    accept(pbft, s, prePrepare, batch, io);
    tellReplicas(pbft, { type: "prePrepare", prePrepare, batch }, io);
    advance(pbft, s, sequence, io);
  }
}
