/**
 * The search for an order (Wing and Gong 1993; with a memory of configurations, Lowe 2017): take the
 * operations one at a time, each no later than its return and no earlier than its call, so that the
 * specification allows every answer. Where nothing more fits, take back the last and try another.
 *
 * Four things keep it short, and none of them changes the verdict. A read that fits is taken at once: the
 * state stays as it is, so whatever could follow still can. An operation of unknown outcome is taken only
 * if it changes the state. A configuration that differs from an earlier one only by having used up such an
 * operation is given up: the earlier one could do all that this one can. And states that no read will see
 * are one state.
 *
 * @module
 */

import type { Spec } from "../spec/spec.ts";
import { Configurations, type Memory } from "./configurations.ts";
import { lookahead } from "./lookahead.ts";
import { listsOf } from "./lists.ts";
import { type Partition, role } from "./partition.ts";
import { Transitions, unfit, unseen } from "./transitions.ts";

/** How far a search has come. */
export type Progress = "searching" | "found" | "exhausted";

/** Where the cursor stands, counted as the heads of lists are, when leaving an operation out was tried. */
const leftOut = 3;

/** One search through one part of a history; it can be interrupted and taken up again. */
export class Search<S, I, O> {
  /** Whether there is an order, once that is known. */
  progress: Progress = "searching";
  /** How often the specification was asked. */
  steps = 0;
  /** No order gets past more returns than this, once the search is exhausted. */
  furthest = 0;

  readonly #transitions: Transitions<S, I, O>;
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
  /** For each choice: the operation, or its complement if it is left out, and how things stood before. */
  readonly #frames: Int32Array;
  #depth = 0;
  readonly #pending: number[] = [];

  /** Lays the search out; it takes no choice yet. */
  constructor(
    /** What is searched. */
    readonly part: Partition<I, O>,
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
    ({ next: this.#next, previous: this.#previous } = listsOf(part.roles));
    this.#transitions = new Transitions(spec);
    this.#state = this.#transitions.first;
    this.#takeReads();
    this.#cursor = this.#next[count + role.update]!;
    this.#reach();
  }

  /** The operations taken so far, in their order. */
  get order(): Int32Array {
    return this.#order.slice(0, this.#length);
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

  /** Gives up: what it remembers is forgotten. */
  abandon(): void {
    this.#seen.release();
  }

  /** After the last candidate of a list: on to the pending operations, then to leaving one out, then back. */
  #turn(): void {
    const { roles, operations, returns, free } = this.part;
    const count = operations.length;
    const tried = this.#cursor < count ? roles[this.#cursor]! : this.#cursor - count;
    const blocking = returns[this.#frontier]!;
    if (tried === role.update) this.#cursor = this.#next[count + role.pending]!;
    else if (tried === role.pending && free?.[blocking] === 1) this.#leaveOut(blocking);
    else if (this.#depth === 0) this.progress = "exhausted";
    else this.#back();
  }

  /** A free operation may be left out, and until it returns there is no need to decide. */
  #leaveOut(operation: number): void {
    this.steps++;
    this.#push(~operation);
    this.#take(operation);
    this.#goOn();
  }

  #try(operation: number): void {
    const { part } = this;
    const waits = part.after !== undefined && part.after[operation]! >= 0 &&
      this.#taken[part.after[operation]!] === 0;
    const next = waits ? unfit : this.#apply(operation);
    const pending = part.roles[operation] === role.pending;
    if (next === unfit || (pending && next === this.#state)) {
      this.#cursor = this.#next[operation]!;
      return;
    }
    this.#push(operation);
    this.#take(operation);
    if (pending) this.#pending.push(operation);
    this.#state = next;
    this.#goOn();
  }

  #goOn(): void {
    this.#takeReads();
    if (this.#hasHope() && this.#isNew()) {
      this.#cursor = this.#next[this.part.operations.length + role.update]!;
      this.#reach();
    } else this.#back();
  }

  #apply(operation: number): number {
    this.steps++;
    const { operations, roles } = this.part;
    const reads = roles[operation] === role.read;
    return this.#transitions.after(this.#state, operations[operation]!, reads);
  }

  #takeReads(): void {
    const { operations, called, after } = this.part;
    let read = this.#next[operations.length + role.read]!;
    while (read < called[this.#frontier]!) {
      const following = this.#next[read]!;
      const waits = after !== undefined && after[read]! >= 0 && this.#taken[after[read]!] === 0;
      if (!waits && this.#apply(read) !== unfit) this.#take(read);
      read = following;
    }
  }

  #reach(): void {
    if (this.#frontier > this.furthest) this.furthest = this.#frontier;
    if (this.#frontier === this.part.returns.length) this.progress = "found";
  }

  /** Whether this configuration, and all that could do as much, are new. */
  #isNew(): boolean {
    if (!this.#seen.add(this.#frontier, this.#state, this.#bits)) return false;
    const { slots, ranks } = this.part;
    for (const operation of this.#pending) {
      if (ranks[operation]! < this.#frontier) continue;
      this.#flip(slots[operation]!);
      const known = this.#seen.has(this.#frontier, this.#state, this.#bits);
      this.#flip(slots[operation]!);
      if (known) return false;
    }
    return true;
  }

  /** False when no order that begins so will do; a state that no read will see is given up for `unseen`. */
  #hasHope(): boolean {
    const value = this.#transitions.value(this.#state);
    const told = lookahead(this.part, this.spec, this.#state, value, this.#frontier, this.#next);
    if (told === unseen) this.#state = unseen;
    if (told > this.furthest) this.furthest = told;
    return told < 0;
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
    if (choice < 0) this.#cursor = this.part.operations.length + leftOut;
    else {
      if (roles[choice] === role.pending) this.#pending.pop();
      this.#cursor = this.#next[choice]!;
    }
  }
}
