/** How much memory a message takes that waits in the queue. @module */

import { EventQueue } from "hb/sim/queue.ts";

/** Bytes for each queued message. */
export interface MessageMemory {
  /** Of the queue's typed arrays, by their layout. */
  readonly queueBytes: number;
  /** Of the message itself and all the rest, as the heap grew. */
  readonly payloadBytes: number;
}

/** Queues `messages` messages of one number each. Exact only when `gc` is exposed to the program. */
export function memoryPerMessage(messages: number): MessageMemory {
  const queue = new EventQueue(messages);
  const before = heapBytes();
  for (let n = 0; n < messages; n++) queue.push(n, 0, 0, 1, n, { type: "ping", n, from: 0 });
  const payloadBytes = (heapBytes() - before) / messages;
  if (queue.size !== messages) {
    throw new Error(`Cannot measure because the queue holds ${queue.size}`);
  }
  return { queueBytes: EventQueue.bytesPerEvent, payloadBytes };
}

function heapBytes(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return Deno.memoryUsage().heapUsed;
}
