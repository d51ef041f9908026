/**
 * The search for an order (Wing and Gong 1993; with a memory of configurations, Lowe 2017): take the
 * operations one at a time, each no later than its return and no earlier than its call, so that the
 * specification allows every answer. Where nothing more fits, take back the last and try another.
 *
 * Three things keep it short, and none of them changes the verdict. A read that fits is taken at once:
 * the state stays as it is, so whatever could follow still can. An operation of unknown outcome is taken
 * only if it changes the state. And a configuration that differs from an earlier one only by having used
 * up such an operation is given up: the earlier one could do all that this one can.
 *
 * @module
 */

import type { Spec } from "../spec/spec.ts";
import { Configurations, type Memory } from "./configurations.ts";
import { hopelessRank } from "./hope.ts";
import { type Part, role } from "./part.ts";
import { States } from "./states.ts";

/** How far a search has come. */
export type Progress = "searching" | "found" | "exhausted";

/** One search through one part of a history; it can be interrupted and taken up again. */
export class Search<S, I, O> {
  /** Whether there is an order, once that is known. */
  progress: Progress = "searching";
  /** How often the specification was asked. */
  steps = 0;
  /** No order gets past more returns than this, once the search is exhausted. */
  furthest = 0;

  readonly #states = new States<S>();
  readonly #seen: Configurations;
  /** Linked lists in call order, one for each role, of what is not yet taken; heads come last. */
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #taken: Uint8Array;
  /** One bit for each slot: an open operation is taken. */
  readonly #bits: Int32Array;
  /** The operations taken so far, in their order. */
  readonly #order: Int32Array;
  #length = 0;
  /** How many returns lie behind: the number of the next. */
  #frontier = 0;
  #state: number;
  /** The operation to try next. */
  #cursor: number;
  /** For each choice that could still be another: the operation, and how things stood before it. */
  readonly #frames: Int32Array;
  #depth = 0;
  readonly #pending: number[] = [];

  /** Lays the search out; it takes no choice yet. */
  constructor(
    /** What is searched. */
    readonly part: Part<I, O>,
    /** What the operations must keep to. */
    readonly spec: Spec<S, I, O>,
    memory: Memory,
  ) {
    const count = part.operations.length;
    const words = (part.slotCount + 31) >> 5;
    this.#seen = new Configurations(words, memory);
    this.#bits = new Int32Array(words);
    this.#order = new Int32Array(count);
    this.#taken = new Uint8Array(count);
    this.#frames = new Int32Array(4 * count);
    this.#next = new Int32Array(count + 3);
    this.#previous = new Int32Array(count + 3);
    this.#link();
    this.#state = this.#states.number(spec.init);
    this.#takeReads();
    this.#cursor = this.#next[count + role.update]!;
    this.#reach();
  }

  /** The operations taken so far, in their order. */
  get order(): Int32Array {
    return this.#order.slice(0, this.#length);
  }

  /** The state after the operations taken so far. */
  get state(): S {
    return this.#states.values[this.#state]!;
  }

  /** How many returns the operations taken so far got past. */
  get frontier(): number {
    return this.#frontier;
  }

  /**
   * Searches for about `steps` steps more. At each order that is found `goOn` is asked whether others are
   * wanted too; those that end in the same configuration are left out.
   */
  advance(steps: number, goOn?: () => boolean): Progress {
    const end = this.steps + steps;
    for (;;) {
      while (this.progress === "searching" && this.steps < end) {
        if (this.#cursor < this.part.called[this.#frontier]!) this.#try(this.#cursor);
        else this.#turn();
      }
      if (this.progress !== "found" || goOn === undefined || !goOn()) break;
      this.progress = "searching";
    }
    if (this.progress !== "searching") this.#seen.release();
    return this.progress;
  }

  /** After the last candidate of a list: on to the pending operations, then back. */
  #turn(): void {
    const { roles, operations } = this.part;
    const tried = this.#cursor < operations.length
      ? roles[this.#cursor]!
      : this.#cursor - operations.length;
    if (tried === role.update) {
      this.#cursor = this.#next[operations.length + role.pending]!;
      return;
    }
    if (this.#depth === 0) this.progress = "exhausted";
    else this.#back();
  }

  #try(operation: number): void {
    const { part } = this;
    const waits = part.after !== undefined && part.after[operation]! >= 0 &&
      this.#taken[part.after[operation]!] === 0;
    const next = waits ? -1 : this.#apply(operation);
    const pending = part.roles[operation] === role.pending;
    if (next < 0 || (pending && next === this.#state)) {
      this.#cursor = this.#next[operation]!;
      return;
    }
    this.#push(operation);
    this.#take(operation);
    if (pending) this.#pending.push(operation);
    this.#state = next;
    this.#takeReads();
    if (this.#isNew() && this.#hasHope()) {
      this.#cursor = this.#next[part.operations.length + role.update]!;
      this.#reach();
    } else this.#back();
  }

  /** The state after an operation, or −1 when its answer does not fit. */
  #apply(operation: number): number {
    this.steps++;
    const before = this.#states.values[this.#state]!;
    const { input, output } = this.part.operations[operation]!;
    const [ok, next] = this.spec.step(before, input, output);
    if (!ok) return -1;
    return Object.is(next, before) ? this.#state : this.#states.number(next);
  }

  #takeReads(): void {
    const { operations, called, after } = this.part;
    let read = this.#next[operations.length + role.read]!;
    while (read < called[this.#frontier]!) {
      const following = this.#next[read]!;
      const waits = after !== undefined && after[read]! >= 0 && this.#taken[after[read]!] === 0;
      if (!waits && this.#apply(read) >= 0) this.#take(read);
      read = following;
    }
  }

  #reach(): void {
    if (this.#frontier > this.furthest) this.furthest = this.#frontier;
    if (this.#frontier === this.part.returns.length) this.progress = "found";
  }

  #hasHope(): boolean {
    const rank = hopelessRank(this.part, this.spec, this.state, this.#frontier, this.#next);
    if (rank > this.furthest) this.furthest = rank;
    return rank < 0;
  }

  /** Whether this configuration, and all that could do as much, are new. */
  #isNew(): boolean {
    if (!this.#seen.add(this.#frontier, this.#state, this.#bits)) return false;
    const { slots } = this.part;
    for (const operation of this.#pending) {
      this.#flip(slots[operation]!);
      const known = this.#seen.has(this.#frontier, this.#state, this.#bits);
      this.#flip(slots[operation]!);
      if (known) return false;
    }
    return true;
  }

  #take(operation: number): void {
    const { slots, returns } = this.part;
    const next = this.#next[operation]!;
    const previous = this.#previous[operation]!;
    this.#next[previous] = next;
    this.#previous[next] = previous;
    this.#order[this.#length++] = operation;
    this.#taken[operation] = 1;
    this.#flip(slots[operation]!);
    // A slot whose operation has returned belongs to the next that is called.
    while (this.#frontier < returns.length && this.#taken[returns[this.#frontier]!] === 1) {
      this.#flip(slots[returns[this.#frontier++]!]!);
    }
  }

  #flip(slot: number): void {
    this.#bits[slot >> 5]! ^= 1 << (slot & 31);
  }

  #push(operation: number): void {
    const at = 4 * this.#depth++;
    this.#frames[at] = operation;
    this.#frames[at + 1] = this.#length;
    this.#frames[at + 2] = this.#frontier;
    this.#frames[at + 3] = this.#state;
  }

  /** Takes back the last choice, and what followed from it; the next candidate is the one after it. */
  #back(): void {
    const { slots, returns, roles } = this.part;
    const at = 4 * --this.#depth;
    const choice = this.#frames[at]!;
    while (this.#frontier > this.#frames[at + 2]!) this.#flip(slots[returns[--this.#frontier]!]!);
    while (this.#length > this.#frames[at + 1]!) {
      const operation = this.#order[--this.#length]!;
      this.#next[this.#previous[operation]!] = operation;
      this.#previous[this.#next[operation]!] = operation;
      this.#taken[operation] = 0;
      this.#flip(slots[operation]!);
    }
    this.#state = this.#frames[at + 3]!;
    if (roles[choice] === role.pending) this.#pending.pop();
    this.#cursor = this.#next[choice]!;
  }

  #link(): void {
    const { operations, roles } = this.part;
    const last = [role.read, role.update, role.pending].map((head) => operations.length + head);
    for (let i = 0; i < operations.length; i++) {
      const kind = roles[i]!;
      this.#next[last[kind]!] = i;
      this.#previous[i] = last[kind]!;
      last[kind] = i;
    }
    last.forEach((tail, kind) => {
      this.#next[tail] = operations.length + kind;
      this.#previous[operations.length + kind] = tail;
    });
  }
}
