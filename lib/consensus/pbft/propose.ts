/** How a primary proposes, after whatever has happened. @module */

import { sign } from "../../security/identity/signed.ts";
import type { PbftIo } from "./messages.ts";
import { advance, isBetweenMarks } from "./order.ts";
import { hold, save, slotOf, tellReplicas } from "./say.ts";
import type { Pbft } from "./settings.ts";
import { primaryOf, type Replica } from "./state.ts";

/** As primary: gives the requests that wait their numbers, as long as not too many are open. */
export function propose(pbft: Pbft, s: Replica, io: PbftIo): void {
  const { replicas, maxBatch, window, cluster, digest } = pbft;
  if (s.changing || primaryOf(s.view, replicas) !== io.self) return;
  for (;;) {
    const sequence = s.assigned + 1;
    if (sequence > s.executed + window || !isBetweenMarks(pbft, s, sequence)) return;
    const batch = s.waiting.filter(({ signer, statement }) =>
      statement.timestamp > (s.proposed.get(signer) ?? 0)
    ).slice(0, maxBatch);
    if (batch.length === 0) return;
    for (const { signer, statement } of batch) s.proposed.set(signer, statement.timestamp);
    s.assigned = sequence;
    const prePrepare = sign(
      io,
      { kind: "prePrepare", cluster, view: s.view, sequence, digest: digest(batch) } as const,
    );
    slotOf(s, sequence).prePrepare = prePrepare;
    hold(s, prePrepare.statement.digest, batch, sequence);
    save(pbft, { type: "accepted", prePrepare, batch }, io);
    tellReplicas(pbft, { type: "prePrepare", prePrepare, batch }, io);
    advance(pbft, s, sequence, io);
  }
}
