/** Relations between accesses that are kept transitive, and the reasons for their pairs. @module */

/** Why one access comes before another. */
export interface Step {
  /** What comes first. */
  readonly from: number;
  /** What comes after it. */
  readonly to: number;
  /** Why, as the end of a sentence: "as process 1 did one after the other". */
  readonly why: string;
  /** Whether the reason is as good for what follows by it, and so on. */
  readonly chains?: boolean;
  /** The accesses besides these two by which it is known. */
  readonly shownBy?: () => readonly number[];
}

/** What else there is to say of a step. */
export type About = Pick<Step, "chains" | "shownBy">;

/** All accesses by which these steps are known, with repetitions. */
export function named(steps: readonly Step[]): readonly number[] {
  return steps.flatMap(({ from, to, shownBy }) => [from, to, ...(shownBy?.() ?? [])]);
}

/** From how many things that come before themselves the fewest reasons are looked for. */
const mostTried = 200;

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
  add(from: number, to: number, why: string, about: About = {}): void {
    if (this.has(from, to)) return;
    this.steps.push({ from, to, why, ...about });
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

  /** The fewest reasons why something comes before itself; none when nothing does. */
  get shortestCycle(): readonly Step[] {
    const after = this.#after();
    let best: readonly Step[] = [];
    let tried = 0;
    for (let each = 0; each < this.#size && tried < mostTried && best.length !== 2; each++) {
      if (!this.has(each, each)) continue;
      tried++;
      const cycle = shortest(after, each, each);
      if (best.length === 0 || cycle.length < best.length) best = cycle;
    }
    return best;
  }

  /** The fewest of the first so many reasons that lead from one to the other; none when there is no way. */
  path(from: number, to: number, known: number = this.steps.length): readonly Step[] {
    return shortest(this.#after(known), from, to);
  }

  #after(known?: number): After {
    return Map.groupBy(this.steps.slice(0, known), (step) => step.from);
  }

  /** What comes after `to`, and `to` itself, come after `from`. */
  #include(from: number, to: number): void {
    const words = this.#words, rows = this.#rows;
    for (let word = 0; word < words; word++) rows[from * words + word]! |= rows[to * words + word]!;
    rows[from * words + (to >>> 5)]! |= 1 << (to & 31);
  }
}

/** What was added after each thing. */
type After = ReadonlyMap<number, readonly Step[]>;

function shortest(after: After, from: number, to: number): readonly Step[] {
  const reached = new Map<number, Step>();
  let edge = [from];
  while (edge.length > 0 && !reached.has(to)) {
    const next: number[] = [];
    /** Whether it was not yet known for this very reason. */
    const reach = (step: Step) => {
      const known = reached.get(step.to);
      if (known !== undefined) return !(known.chains && known.why === step.why);
      reached.set(step.to, step);
      next.push(step.to);
      return true;
    };
    for (const at of edge) {
      for (const step of after.get(at) ?? []) {
        // Whatever was reached for a reason that chains, what comes after it for that reason was, too.
        for (let link: Step | undefined = step; link !== undefined;) {
          if (!reach({ ...link, from: at }) || !link.chains) break;
          link = after.get(link.to)?.find(({ chains, why }) => chains && why === step.why);
        }
      }
    }
    edge = next;
  }
  const path: Step[] = [];
  for (let at = to; reached.has(at);) {
    const step = reached.get(at)!;
    path.unshift(step);
    at = step.from;
    if (at === from) return path;
  }
  return [];
}
