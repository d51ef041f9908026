/** φ, as it must be. @module */

import type { Model } from "hb/grade/played.ts";
import { log10Tail, type PhiRules } from "../given.ts";

export interface Event {
  readonly type: "heard" | "asked";
  readonly afterMs: number;
  readonly suspected: boolean;
  /** Filled in when it happens. */
  readonly now?: number;
  /** What φ is then. */
  readonly phi?: number;
  readonly why?: string;
}

export const says = (phi: unknown) =>
  `φ is ${typeof phi === "number" ? Number(phi.toPrecision(6)) : `a ${typeof phi}`}`;

/** Whether it is the same but for rounding. */
export function isNear(phi: unknown, right: number): boolean {
  return typeof phi === "number" && Math.abs(phi - right) <= 1e-5 * Math.max(1, right);
}

/** All that must be said. */
export class RightPhi implements Model<Event> {
  #now = 1000;
  #last: number | null = null;
  #intervals: number[] = [];
  #missed: string | undefined;

  constructor(readonly rules: PhiRules) {}

  resolve(event: Event): Event {
    this.#now = Math.max(0, this.#now + event.afterMs);
    const phi = this.#phi();
    return { ...event, now: this.#now, phi, why: this.#why() };
  }

  after({ type, suspected, phi }: Event): string[] {
    if (type === "asked") return [says(phi)];
    const before = this.#last, intervalMs = before === null ? 0 : this.#now - before;
    this.#last = this.#now;
    if (before === null) this.#learn(this.rules.guessMs);
    else if (suspected) this.#missed = GAP;
    else if (intervalMs < 0) this.#missed = BACK;
    else this.#learn(intervalMs);
    return [];
  }

  #learn(intervalMs: number): void {
    this.#intervals = [...this.#intervals, intervalMs].slice(-this.rules.size);
    this.#missed = undefined;
  }

  #phi(): number {
    if (this.#last === null) return 0;
    const all = this.#intervals, mean = all.reduce((sum, each) => sum + each, 0) / all.length;
    const spread = Math.sqrt(all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / all.length);
    const sigma = Math.max(spread, this.rules.leastSigmaMs);
    return Math.max(0, -log10Tail((this.#now - this.#last - mean) / sigma));
  }

  #why(): string {
    if (this.#last === null) return "nothing is known before the first heartbeat: φ is 0";
    const { size, leastSigmaMs } = this.rules, all = this.#intervals;
    const rule = all.length === 1
      ? `the window has one interval: ${all[0]} ms`
      : `the window has the last ${Math.min(all.length, size)} intervals: ${inShort(all)} ms`;
    return `${this.#missed ?? rule}; σ is at least ${leastSigmaMs} ms (Hayashibara and others ` +
      `2004)${this.#missed === undefined ? "" : `; ${rule}`}`;
  }
}

function inShort(all: readonly number[]): string {
  return all.length > 12 ? `${all.slice(0, 6).join(", ")}, …, ${all.at(-1)}` : all.join(", ");
}

const GAP =
  "an interval that ended a suspicion tells of an absence, and not of the network: with it, the " +
  "next absence would be noticed late (akka-core 25259)";
const BACK = "an interval of less than nothing is one of a clock that was set back";
