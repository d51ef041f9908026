/** Many clients who share a sync, before an engine that does not do that by itself. @module */

import { GroupCommit } from "hb/host/group_commit.ts";
import { decodeBatch, encodeBatch } from "hb/storage/engine/batch.ts";
import type { Change, Engine } from "hb/storage/engine/engine.ts";

/**
 * Makes a change, and resolves when it is durable: while one sync is under way, others wait for the next
 * together.
 */
export function grouped(engine: Engine): (change: Change) => Promise<void> {
  let failure: unknown;
  const log = {
    append: (bodies: readonly Uint8Array[]) => void engine.batch(bodies.flatMap(decodeBatch)),
    sync: async () => await engine.sync(),
  };
  const commits = new GroupCommit(log, (error) => failure = error);
  return (change) => {
    if (failure !== undefined) throw failure;
    return new Promise((resolve) => commits.commit(encodeBatch([change]), resolve));
  };
}
