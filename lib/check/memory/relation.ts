/** Relations between accesses that are kept transitive, and the reasons for their pairs. @module */

/** Why one access comes before another. */
export interface Step {
  /** What comes first. */
  readonly from: number;
  /** What comes after it. */
  readonly to: number;
  /** Why, as the end of a sentence: "as process 1 did one after the other". */
  readonly why: string;
}

/** A transitive relation over the numbers from 0, as rows of bits. */
export class Relation {
  /** The pairs that were added, with their reasons; all others follow from them. */
  readonly steps: Step[] = [];
  readonly #size: number;
  readonly #words: number;
  readonly #rows: Uint32Array;

  /** The empty relation over `size` things. */
  constructor(size: number) {
    this.#size = size;
    this.#words = Math.ceil(size / 32);
    this.#rows = new Uint32Array(size * this.#words);
  }

  /** A relation that can be added to without changing this one. */
  copy(): Relation {
    const copy = new Relation(this.#size);
    copy.#rows.set(this.#rows);
    copy.steps.push(...this.steps);
    return copy;
  }

  /** Whether one comes before the other. */
  has(from: number, to: number): boolean {
    return (this.#rows[from * this.#words + (to >>> 5)]! >>> (to & 31) & 1) === 1;
  }

  /** One comes before the other, and whatever follows from that; nothing changes when it did already. */
  add(from: number, to: number, why: string): void {
    if (this.has(from, to)) return;
    this.steps.push({ from, to, why });
    for (let earlier = 0; earlier < this.#size; earlier++) {
      if (earlier !== from && !this.has(earlier, from)) continue;
      this.#include(earlier, to);
    }
  }

  /** Something that comes before itself, or −1. */
  get onCycle(): number {
    for (let each = 0; each < this.#size; each++) if (this.has(each, each)) return each;
    return -1;
  }

  /** The fewest added pairs that lead from one to the other; none when there is no way. */
  path(from: number, to: number): readonly Step[] {
    const reached = new Map<number, Step | undefined>();
    let edge = [from];
    while (edge.length > 0 && !reached.has(to)) {
      const next: number[] = [];
      for (const step of this.steps) {
        if (!edge.includes(step.from) || reached.has(step.to)) continue;
        reached.set(step.to, step);
        next.push(step.to);
      }
      edge = next;
    }
    const path: Step[] = [];
    let at = to;
    while (reached.has(at)) {
      const step = reached.get(at)!;
      path.unshift(step);
      at = step.from;
      if (at === from) return path;
    }
    return [];
  }

  /** What comes after `to`, and `to` itself, come after `from`. */
  #include(from: number, to: number): void {
    const words = this.#words, rows = this.#rows;
    for (let word = 0; word < words; word++) rows[from * words + word]! |= rows[to * words + word]!;
    rows[from * words + (to >>> 5)]! |= 1 << (to & 31);
  }
}
