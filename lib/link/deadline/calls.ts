/**
 * The calls that a node is executing and those that it makes for them. When a call is over, by its answer,
 * its deadline, or since whoever asked has gone, so is everything that was called for it: work whose answer
 * nobody awaits would only take time from work whose answer somebody does.
 *
 * @module
 */

import { type Deadline, narrowed } from "./deadline.ts";

/** Why a call ended without an answer. */
export type CallEnd =
  /** Its time is over. */
  | "late"
  /** Whoever asked does not want it any more. */
  | "cancelled";

/** A call that ended, to be told: its executor stops, or the node that was called is told that it may. */
export interface Ended {
  /** Which. */
  readonly call: number;
  /** Why. */
  readonly why: CallEnd;
}

interface Call {
  readonly deadline: Deadline;
  readonly parent: number | undefined;
  readonly children: Set<number>;
}

/**
 * Calls of one node. Invariants: no call outlives the one that it was made for, and none has a later
 * deadline.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Calls } from "hb/link/deadline/calls.ts";
 *
 * const calls = new Calls();
 * const asked = calls.begin({ timeoutMs: 100 }, 0);
 * const made = calls.begin({ timeoutMs: 500, parent: asked }, 30)!;
 * assertEquals(calls.timeLeft(made, 30), 70);
 * assertEquals(calls.cancel(asked!), [{ call: 1, why: "cancelled" }, { call: 0, why: "cancelled" }]);
 * assertEquals(calls.size, 0);
 * ```
 */
export class Calls {
  readonly #calls = new Map<number, Call>();
  #next = 0;

  /** How many are under way. */
  get size(): number {
    return this.#calls.size;
  }

  /**
   * A call begins at `now`, with `timeoutMs` at most, for another or for itself; `undefined` if it must not
   * begin: what it was for is over, or no time is left.
   */
  begin(
    { timeoutMs, parent }: { readonly timeoutMs: number; readonly parent?: number | undefined },
    now: number,
  ): number | undefined {
    const above = parent === undefined ? undefined : this.#calls.get(parent);
    if (parent !== undefined && above === undefined) return undefined;
    const deadline = narrowed(above?.deadline ?? Infinity, timeoutMs, now);
    if (deadline <= now) return undefined;
    const call = this.#next++;
    this.#calls.set(call, { deadline, parent, children: new Set() });
    above?.children.add(call);
    return call;
  }

  /** How much time a call has left, in ms: what travels with it. 0 if it is over. */
  timeLeft(call: number, now: number): number {
    return Math.max(0, (this.#calls.get(call)?.deadline ?? now) - now);
  }

  /** A call has its answer; what was called for it and is not over is cancelled. */
  answer(call: number): Ended[] {
    return this.#end(call, "cancelled").filter((ended) => ended.call !== call);
  }

  /** Whoever asked has gone, or does not want it any more. What was called last ends first. */
  cancel(call: number): Ended[] {
    return this.#end(call, "cancelled");
  }

  /** When the next call will be late, in ms; Infinity: none will. */
  get dueAt(): number {
    let due = Infinity;
    for (const { deadline } of this.#calls.values()) due = Math.min(due, deadline);
    return due;
  }

  /** Ends the calls whose time is over. */
  expire(now: number): Ended[] {
    const late = [...this.#calls].filter(([, { deadline }]) => deadline <= now);
    return late.flatMap(([call]) => this.#end(call, "late"));
  }

  /** What does not add up, one sentence each. */
  violations(): string[] {
    const problems: string[] = [];
    for (const [call, { parent, deadline, children }] of this.#calls) {
      const above = parent === undefined ? undefined : this.#calls.get(parent);
      if (parent !== undefined && above === undefined) {
        problems.push(`call ${call} outlives ${parent}`);
      }
      if (above !== undefined && deadline > above.deadline) {
        problems.push(`call ${call} has more time`);
      }
      for (const child of children) {
        if (!this.#calls.has(child)) {
          problems.push(`call ${call} waits for ${child}, which is over`);
        }
      }
    }
    return problems;
  }

  #end(call: number, why: CallEnd): Ended[] {
    const found = this.#calls.get(call);
    if (found === undefined) return [];
    const ended = [...found.children].reverse().flatMap((child) => this.#end(child, why));
    this.#calls.delete(call);
    if (found.parent !== undefined) this.#calls.get(found.parent)?.children.delete(call);
    return [...ended, { call, why }];
  }
}
