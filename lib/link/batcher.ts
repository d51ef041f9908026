/**
 * Many messages in one write. A write costs the same whether it carries one message or fifty, so messages
 * that come while the wire is busy should share the next one: send at once when nothing is under way, and collect
 * while something is. That is Nagle's idea (1984, RFC 896); his rule waits until what was sent is acknowledged, and
 * this one until the write is over, unless its user calls `written` later. Waiting on an idle wire, for more to come,
 * is something else, and has to be asked for (`lingerMs`).
 *
 * @module
 */

/** When a batch leaves. */
export interface BatchRules {
  /** How large batches get, in bytes; a message that is longer leaves alone. At least 1. */
  readonly bytes: number;
  /** How long a message may be held back on an idle wire so that more come, in ms; default 0. */
  readonly lingerMs?: number;
}

interface Waiting {
  readonly message: Uint8Array;
  /** When it is held back no longer. */
  readonly dueAt: number;
}

/**
 * Collects messages for one wire. The order is kept. Invariant, on an idle wire: no message waits longer than
 * `lingerMs`, none waits at all once `bytes` have come together or somebody has said `flush`.
 *
 * @example Nagle: the first leaves at once, those that come meanwhile leave together
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Batcher } from "hb/link/batcher.ts";
 *
 * const batcher = new Batcher({ bytes: 1000 });
 * const message = () => new Uint8Array(10);
 * batcher.add(message(), 0);
 * assertEquals(batcher.next(0)?.length, 1);
 * batcher.add(message(), 1);
 * batcher.add(message(), 2);
 * assertEquals(batcher.next(2), undefined);
 * batcher.written();
 * assertEquals(batcher.next(3)?.length, 2);
 * ```
 */
export class Batcher {
  /** How many bytes wait. */
  waitingBytes = 0;
  readonly #bytes: number;
  readonly #lingerMs: number;
  #waiting: Waiting[] = [];
  /** How many of them have left: the array is cut seldom, as cutting costs its length. */
  #gone = 0;
  /** How many of those that wait were there when somebody said `flush`. */
  #flushed = 0;
  #busy = false;

  /** An idle wire, and no message. */
  constructor({ bytes, lingerMs = 0 }: BatchRules) {
    if (!(bytes >= 1 && lingerMs >= 0)) {
      throw new RangeError(
        `Cannot batch because batches of at least 1 byte and a wait of at least 0 ms are required: ` +
          `given ${bytes} and ${lingerMs}`,
      );
    }
    this.#bytes = bytes;
    this.#lingerMs = lingerMs;
  }

  /** How many messages wait. */
  get waiting(): number {
    return this.#waiting.length - this.#gone;
  }

  /** One more message, at the time `now` in ms. Times do not go back. */
  add(message: Uint8Array, now: number): void {
    this.#waiting.push({ message, dueAt: now + this.#lingerMs });
    this.waitingBytes += message.length;
  }

  /** What waits now is held back no longer. */
  flush(): void {
    this.#flushed = this.waiting;
  }

  /** When `next` will give a batch if nothing else happens, in ms; Infinity: not before something does. */
  get dueAt(): number {
    if (this.#busy || this.waiting === 0) return Infinity;
    const full = this.#flushed > 0 || this.waitingBytes >= this.#bytes;
    return full ? -Infinity : this.#waiting[this.#gone]!.dueAt;
  }

  /** The messages for one write, if there is to be one now; the wire is busy from then on. */
  next(now: number): readonly Uint8Array[] | undefined {
    if (this.dueAt > now) return undefined;
    const batch: Uint8Array[] = [];
    for (let bytes = 0; this.waiting > 0;) {
      const { length } = this.#waiting[this.#gone]!.message;
      if (batch.length > 0 && bytes + length > this.#bytes) break;
      batch.push(this.#shift());
      bytes += length;
    }
    this.#busy = true;
    return batch;
  }

  /** Forgets the message that has waited longest, for a wire on which the newest are the most useful. */
  dropOldest(): void {
    if (this.waiting > 0) this.#shift();
  }

  /** Forgets all that wait. */
  clear(): void {
    while (this.waiting > 0) this.#shift();
  }

  /** The write is over: the wire is idle. */
  written(): void {
    this.#busy = false;
  }

  #shift(): Uint8Array {
    const { message } = this.#waiting[this.#gone++]!;
    this.waitingBytes -= message.length;
    this.#flushed = Math.max(0, this.#flushed - 1);
    if (this.#gone * 2 >= this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#gone);
      this.#gone = 0;
    }
    return message;
  }
}
