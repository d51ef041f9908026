/** What a write waits for. @module */

import type { Background } from "./background.ts";
import type { Store } from "./store.ts";

/**
 * Makes room for so many bytes. A write pays for some of the work that writes have made due, and for more
 * of it the more runs level 0 has; it waits only where there must not be more, and then does itself what it
 * waits for. Throws if there is nothing to wait for: a policy that lets level 0 grow beyond its limit.
 */
export function makeRoom(store: Store, background: Background, bytes: number): void {
  const { settings, counts, memtable, manifest } = store;
  const { slowAt, stopAt } = settings.limits;
  const runs = () => manifest.state.levels[0]?.length ?? 0;
  if (background.isDue) {
    const slower = Math.max(1, 2 + runs() - slowAt);
    background.work(bytes * settings.compactionPace * slower);
  }
  const isFull = memtable.bytes >= settings.memtableBytes;
  if (!isFull && runs() < stopAt) return;
  if (store.frozen !== undefined || runs() >= stopAt) counts.stalls++;
  if (isFull) {
    background.flush();
    store.freeze();
  }
  while (runs() >= stopAt) {
    if (background.work(1) || runs() < stopAt) continue;
    throw new Error(
      `Cannot write because level 0 must have fewer than ${stopAt} runs and the policy ` +
        `compacts nothing: given ${runs()}`,
    );
  }
}
