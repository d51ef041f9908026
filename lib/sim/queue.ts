/**
 * The queue of what is still to happen: a 4-ary heap (Johnson 1975) over typed arrays, ordered by time
 * and, among equal times, by the order of insertion. A heap node is (time, order, slot); what happens
 * stands in the slot and does not move. Nothing is allocated per event but the payload itself.
 *
 * @module
 */

const ARITY_BITS = 2;

/** Events in the order of their time; equal times keep the order in which they were pushed. */
export class EventQueue {
  /** How many events wait. */
  size = 0;

  // The last popped event. Fields, not a returned record: a pop allocates nothing.
  /** When the popped event happens, in ms. */
  time = 0;
  /** What sort of event was popped; the caller's own small numbers. */
  kind = 0;
  /** First number that was pushed with it. */
  a = 0;
  /** Second number that was pushed with it. */
  b = 0;
  /** Third number that was pushed with it. */
  c = 0;
  /** The object that was pushed with it. */
  payload: unknown = undefined;

  #order = 0;
  #capacity: number;
  #times: Float64Array;
  #orders: Float64Array;
  #slots: Int32Array;
  #kinds: Uint8Array;
  #as: Int32Array;
  #bs: Int32Array;
  #cs: Float64Array;
  #payloads: unknown[];
  #free: Int32Array;

  /** An empty queue with room for `capacity` events; it grows by itself. */
  constructor(capacity = 256) {
    this.#capacity = capacity;
    this.#times = new Float64Array(capacity);
    this.#orders = new Float64Array(capacity);
    this.#slots = new Int32Array(capacity);
    this.#kinds = new Uint8Array(capacity);
    this.#as = new Int32Array(capacity);
    this.#bs = new Int32Array(capacity);
    this.#cs = new Float64Array(capacity);
    this.#payloads = new Array(capacity).fill(undefined);
    this.#free = Int32Array.from({ length: capacity }, (_, i) => i);
  }

  /** The time of the next event, `Infinity` when there is none. */
  nextTime(): number {
    return this.size === 0 ? Infinity : this.#times[0]!;
  }

  /** Bytes held per event of capacity, payloads not counted. */
  static readonly bytesPerEvent: number = 8 + 8 + 4 + 1 + 4 + 4 + 8 + 8 + 4;

  /** Adds an event at `time`. */
  push(time: number, kind: number, a: number, b: number, c: number, payload: unknown): void {
    if (this.size === this.#capacity) this.#grow();
    const slot = this.#free[this.size]!;
    this.#kinds[slot] = kind;
    this.#as[slot] = a;
    this.#bs[slot] = b;
    this.#cs[slot] = c;
    this.#payloads[slot] = payload;
    this.#siftUp(this.size++, time, this.#order++, slot);
  }

  /** Takes out the next event into the fields of the queue; false when there is none. */
  pop(): boolean {
    if (this.size === 0) return false;
    const slot = this.#slots[0]!;
    this.time = this.#times[0]!;
    this.kind = this.#kinds[slot]!;
    this.a = this.#as[slot]!;
    this.b = this.#bs[slot]!;
    this.c = this.#cs[slot]!;
    this.payload = this.#payloads[slot];
    this.#payloads[slot] = undefined;
    const last = --this.size;
    this.#free[last] = slot;
    if (last > 0) this.#siftDown(last);
    return true;
  }

  #siftUp(hole: number, time: number, order: number, slot: number): void {
    const times = this.#times, orders = this.#orders, slots = this.#slots;
    let at = hole;
    // A new event has the highest order, so it passes only strictly later times.
    while (at > 0) {
      const parent = (at - 1) >>> ARITY_BITS;
      if (times[parent]! <= time) break;
      times[at] = times[parent]!;
      orders[at] = orders[parent]!;
      slots[at] = slots[parent]!;
      at = parent;
    }
    times[at] = time;
    orders[at] = order;
    slots[at] = slot;
  }

  /** Puts the event at heap index `from` into the empty root and lets it sink. */
  #siftDown(from: number): void {
    const times = this.#times, orders = this.#orders, slots = this.#slots;
    const size = this.size;
    const time = times[from]!, order = orders[from]!, slot = slots[from]!;
    let at = 0;
    for (;;) {
      const first = (at << ARITY_BITS) + 1;
      if (first >= size) break;
      let best = first;
      if (first + 4 <= size) {
        const left = first + second(times, orders, first, first + 1);
        const right = first + 2 + second(times, orders, first + 2, first + 3);
        best = left + (right - left) * second(times, orders, left, right);
      } else {
        for (let child = first + 1; child < size; child++) {
          best += (child - best) * second(times, orders, best, child);
        }
      }
      const bestTime = times[best]!;
      if (bestTime > time || (bestTime === time && orders[best]! > order)) break;
      times[at] = bestTime;
      orders[at] = orders[best]!;
      slots[at] = slots[best]!;
      at = best;
    }
    times[at] = time;
    orders[at] = order;
    slots[at] = slot;
  }

  #grow(): void {
    const capacity = this.#capacity * 2;
    const grown = <A extends Float64Array | Int32Array | Uint8Array>(old: A, fresh: A): A => {
      fresh.set(old);
      return fresh;
    };
    this.#times = grown(this.#times, new Float64Array(capacity));
    this.#orders = grown(this.#orders, new Float64Array(capacity));
    this.#slots = grown(this.#slots, new Int32Array(capacity));
    this.#kinds = grown(this.#kinds, new Uint8Array(capacity));
    this.#as = grown(this.#as, new Int32Array(capacity));
    this.#bs = grown(this.#bs, new Int32Array(capacity));
    this.#cs = grown(this.#cs, new Float64Array(capacity));
    this.#free = grown(this.#free, new Int32Array(capacity));
    for (let slot = this.#capacity; slot < capacity; slot++) {
      this.#free[slot] = slot;
      this.#payloads.push(undefined);
    }
    this.#capacity = capacity;
  }
}

/** 1 when the event at heap index `j` comes before the one at `i`, else 0. */
function second(times: Float64Array, orders: Float64Array, i: number, j: number): number {
  const ti = times[i]!, tj = times[j]!;
  // Numbers, not branches: which child is first is a coin toss, and processors hate to guess those.
  return Number(tj < ti) | (Number(tj === ti) & Number(orders[j]! < orders[i]!));
}
