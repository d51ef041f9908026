/**
 * How long a backup waits for the primary (1999, section 4.5.2): the oldest request that it knows of must be executed in
 * time. Whoever would start again with each request that is executed could be made to pass over one for ever.
 *
 * @module
 */

import { speakerOf } from "../../security/identity/signed.ts";
import type { PbftIo } from "./messages.ts";
import type { Pbft } from "./settings.ts";
import { primaryOf, type Replica } from "./state.ts";

/** Begins to time the oldest request, if there is one and none is timed; a primary does not time itself. */
export function restartTiming(pbft: Pbft, s: Replica, io: PbftIo): void {
  const isPrimary = primaryOf(s.view, pbft.replicas) === io.self;
  const oldest = s.changing || isPrimary ? undefined : s.waiting[0];
  if (oldest !== undefined && pbft.rules.goesOnTiming(isStillWaiting(s))) return;
  if (s.timed !== null) io.cancel("suspicion");
  s.timed = null;
  if (oldest === undefined) return;
  s.timed = { client: speakerOf(oldest), timestamp: oldest.statement.timestamp };
  io.wait(pbft.rules.patience(pbft.viewTimeoutMs, s.failedViews), { type: "suspicion" });
}

function isStillWaiting({ timed, waiting }: Replica): boolean {
  return waiting.some((request) =>
    speakerOf(request) === timed?.client && request.statement.timestamp === timed.timestamp
  );
}

/** Begins to wait for the primary of a view that a quorum wants. */
export function awaitNewView(pbft: Pbft, s: Replica, io: PbftIo): void {
  io.wait(pbft.rules.patience(pbft.viewTimeoutMs, s.failedViews), { type: "newViewDue" });
}
