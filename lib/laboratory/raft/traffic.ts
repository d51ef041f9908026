/** Counts what the servers send each other. @module */

import { encode } from "../../model/encode.ts";
import type { Tagged } from "../../model/protocol.ts";

/** The traffic of one run so far. A request and its reply are one remote procedure call. */
export class Traffic {
  /** How many requests were sent. */
  calls = 0;
  /** How many bytes were sent, while they are weighed: the lengths of messages as text. */
  bytes = 0;
  /** Whether messages are weighed, which takes time. */
  weighing = false;
  readonly #replies: ReadonlySet<string>;

  /** Messages of the types `replies` answer others. */
  constructor(replies: readonly string[]) {
    this.#replies = new Set(replies);
  }

  /** A message leaves. */
  see(message: Tagged): void {
    if (!this.#replies.has(message.type)) this.calls++;
    if (this.weighing) this.bytes += encode(message).length;
  }
}
