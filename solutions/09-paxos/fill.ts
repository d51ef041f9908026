import type { Fill, Queued } from "../../exercises/09-paxos/given.ts";

/** Lamport 2001, section 3: a leader may run α slots ahead. */
export const fill: Fill = ({ next, executed, queue }, { window, maxCommands, maxBytes }) => {
  const batches: Queued[][] = [];
  let at = 0;
  for (let slot = next; slot <= executed + window && at < queue.length; slot++) {
    const batch: Queued[] = [];
    let bytes = 0;
    while (at < queue.length && batch.length < maxCommands) {
      const { bytes: more } = queue[at]!;
      if (batch.length > 0 && bytes + more > maxBytes) break;
      bytes += more;
      batch.push(queue[at++]!);
    }
    batches.push(batch);
  }
  return batches;
};
