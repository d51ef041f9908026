/**
 * Blocks of tables in memory, up to so many bytes. Which of them goes when there is no room says CLOCK
 * (Corbató 1968): they stand in a ring, and a hand passes over those that were used since it came by
 * last, once. That is close to "the one that was used least recently", and a hit costs no more than a
 * mark.
 *
 * @module
 */

import type { Block } from "./block.ts";

/** What a block costs beside its bytes, about. */
const overhead = 200;

interface Slot {
  readonly shelf: Map<number, Slot>;
  readonly position: number;
  readonly block: Block;
  used: boolean;
  before: Slot;
  behind: Slot;
}

/** Blocks that were read; one cache is shared by all tables of an engine. */
export class BlockCache {
  /** How many bytes it may keep. */
  readonly capacity: number;
  /** How many blocks were found in it. */
  hits = 0;
  /** How many were not. */
  misses = 0;
  #bytes = 0;
  /** Where the hand is; what is new comes in behind it, and so is passed last. */
  #hand: Slot | undefined;

  /** `capacity` in bytes; 0 keeps nothing. */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** How many bytes it keeps now, never more than `capacity`. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The blocks of one more table. */
  shelf(): Shelf {
    const slots = new Map<number, Slot>();
    return {
      get: (position) => {
        const slot = slots.get(position);
        if (slot === undefined) {
          this.misses++;
          return undefined;
        }
        this.hits++;
        slot.used = true;
        return slot.block;
      },
      put: (position, block) => {
        const known = slots.get(position);
        if (known !== undefined) this.#remove(known);
        this.#put(slots, position, block);
      },
      clear: () => {
        for (const slot of [...slots.values()]) this.#remove(slot);
      },
    };
  }

  #put(shelf: Map<number, Slot>, position: number, block: Block): void {
    const cost = costOf(block);
    if (cost > this.capacity) return;
    while (this.#bytes + cost > this.capacity) this.#evict();
    const slot = { shelf, position, block, used: false } as Slot;
    const hand = this.#hand ??= slot;
    slot.behind = hand;
    slot.before = hand.before ?? slot;
    slot.before.behind = slot;
    hand.before = slot;
    shelf.set(position, slot);
    this.#bytes += cost;
  }

  #evict(): void {
    let slot = this.#hand!;
    for (; slot.used; slot = slot.behind) slot.used = false;
    this.#hand = slot;
    this.#remove(slot);
  }

  #remove(slot: Slot): void {
    if (this.#hand === slot) this.#hand = slot.behind === slot ? undefined : slot.behind;
    slot.before.behind = slot.behind;
    slot.behind.before = slot.before;
    slot.shelf.delete(slot.position);
    this.#bytes -= costOf(slot.block);
  }
}

/**
 * The blocks of one table in a cache, by where they begin. Blocks never change, so that whoever has one
 * may keep it.
 */
export interface Shelf {
  /** A block, if it is there. */
  get(position: number): Block | undefined;
  /** Keeps a block, if there is room or there can be. */
  put(position: number, block: Block): void;
  /** Lets all of them go. */
  clear(): void;
}

function costOf(block: Block): number {
  return block.bytes.length + overhead;
}
