/** Tells what takes long: where a host stalls, its log says in which step, sync or turn of the loop. @module */

/** How often the event loop is asked whether it turns, in ms. */
const EVERY_MS = 20;

/** Hears how long something took. */
export type Took = (what: string, ms: number) => void;

/** Logs what took longer than `slowMs`. */
export function slowLog(slowMs: number, log: (line: string) => void): Took {
  return (what, ms) => {
    if (ms > slowMs) log(`slow: ${what} took ${ms.toFixed(0)} ms`);
  };
}

/**
 * Watches for turns of the event loop that come late, whatever the reason: a long step, garbage collection,
 * a machine that does something else. Ends with the call of what it returns.
 */
export function watchLoop(took: Took): () => void {
  let dueAt = performance.now() + EVERY_MS;
  const timer = setInterval(() => {
    const now = performance.now();
    took("a turn of the event loop", now - dueAt);
    dueAt = now + EVERY_MS;
  }, EVERY_MS);
  return () => clearInterval(timer);
}
