/**
 * The search itself: every state that can be reached, once. Breadth-first gets its queue for free, since
 * states are numbered in the order in which they are found, and finds shortest counterexamples.
 *
 * @module
 */

import { listenerNow } from "../../model/progress.ts";
import { Interrupted } from "./thrown.ts";
import { type Space, Successors } from "./space.ts";
import { longer, TupleSet } from "./tuples.ts";

/** How to search, and when to stop. */
export interface SearchOptions {
  /** "breadth" (default) finds shortest counterexamples; "depth" goes far soon. */
  readonly order?: "breadth" | "depth";
  /** Steps from the initial states; default: no limit. */
  readonly maxDepth?: number;
  /** Stops after about this many unique states; default: no limit. */
  readonly maxStates?: number;
  /** Goes on after a violation until everything is explored; default: stops at the first. */
  readonly keepGoing?: boolean;
  /** Told again and again how far the search is. */
  readonly report?: (progress: SearchProgress) => void;
}

/** How far a search is. */
export interface SearchProgress {
  /** Different states so far. */
  readonly unique: number;
  /** Initial states and steps so far. */
  readonly generated: number;
  /** Steps to the farthest state so far. */
  readonly depth: number;
}

/** After so many states whose steps were taken it is told how far the search is. */
const REPORTED_STATES = 500;

/** What a search has seen. */
export class Search<State, Action> {
  /** States, each once, by number. */
  readonly states: TupleSet;
  /** Initial states and steps taken, whether they led to something new or not. */
  generated = 0;
  /** Steps to the farthest state. */
  depth = 0;
  /** States from which no step leads on. */
  finals = 0;
  /** False when a limit, or a violation, ended the search before it had seen everything. */
  complete = true;
  /** For each property, the number of the first state that breaks or witnesses it, or −1. */
  readonly found: Int32Array;
  #parents = new Int32Array(256);
  #depths = new Int32Array(0);
  readonly #listener = listenerNow();
  readonly #out: Successors;
  readonly #stack: number[] = [];
  #stopped = false;
  /** The state whose steps are being taken, or −1. */
  #at = -1;
  #expanded = 0;

  /** Searches at once. */
  constructor(readonly space: Space<State, Action>, readonly options: SearchOptions) {
    this.states = new TupleSet(space.width);
    this.found = new Int32Array(space.properties.length).fill(-1);
    this.#out = new Successors(space.width);
    space.initial(this.#out);
    const deep = options.order === "depth";
    if (deep) this.#depths = new Int32Array(256);
    try {
      this.#take(-1, 0, deep);
      if (deep) this.#depthFirst();
      else this.#breadthFirst();
    } catch (error) {
      throw new Interrupted(this, this.#at, error);
    }
  }

  /** The state before this one on the way it was found, or −1. */
  parent(state: number): number {
    return this.#parents[state]!;
  }

  /** How much memory states, paths and tables take, in bytes. */
  get bytes(): number {
    return this.space.bytes + this.states.bytes + this.#parents.byteLength +
      this.#depths.byteLength;
  }

  #breadthFirst(): void {
    const { maxDepth = Infinity } = this.options;
    const tuple = new Int32Array(this.space.width);
    for (let next = 0, depth = 0, levelEnd = this.states.size; !this.#stopped; next++) {
      if (next === levelEnd) {
        if (next === this.states.size) return;
        depth++;
        levelEnd = this.states.size;
      }
      if (depth >= maxDepth) return this.#cut();
      this.#expand(next, tuple);
      this.#take(next, depth + 1, false);
    }
  }

  #depthFirst(): void {
    const { maxDepth = Infinity } = this.options;
    const tuple = new Int32Array(this.space.width);
    while (this.#stack.length > 0 && !this.#stopped) {
      const state = this.#stack.pop()!;
      const depth = this.#depths[state]!;
      if (depth >= maxDepth) {
        this.complete = false;
        continue;
      }
      this.#expand(state, tuple);
      this.#take(state, depth + 1, true);
    }
  }

  #expand(state: number, tuple: Int32Array): void {
    if (++this.#expanded % REPORTED_STATES === 0) this.#tell();
    this.#at = state;
    this.#out.count = 0;
    this.states.read(state, tuple);
    this.space.expand(tuple, this.#out);
    if (this.#out.count === 0) this.#end(state, tuple);
  }

  #tell(): void {
    const { generated, depth, states: { size: unique }, options: { report, maxStates: of } } = this;
    report?.({ unique, generated, depth });
    this.#listener?.({ what: "states", done: unique, depth, ...(of === undefined ? {} : { of }) });
  }

  /** No step leads on. */
  #end(state: number, tuple: Int32Array): void {
    this.finals++;
    this.space.properties.forEach((property, p) => {
      if (property.kind !== "deadlock" || this.found[p]! >= 0 || property.final(tuple, 0)) return;
      this.found[p] = state;
      if (!this.options.keepGoing) this.#cut();
    });
  }

  /** Takes in what was put out. */
  #take(parent: number, depth: number, deep: boolean): void {
    const { within, canonical, width } = this.space, out = this.#out, states = this.states;
    const words = out.words;
    for (let k = 0, at = 0; k < out.count; k++, at += width) {
      this.generated++;
      if (within !== undefined && !within(words, at)) continue;
      if (canonical !== undefined) canonical(words, at);
      const state = states.add(words, at);
      if (state >= 0) {
        this.#discover(state, parent, words, at);
        // A state that depth-first meets again on a shorter way was never that deep.
        if (depth > this.depth) this.depth = depth;
      }
      if (deep) this.#visit(state, parent, depth);
      if (this.#stopped) return;
    }
  }

  #discover(state: number, parent: number, words: Int32Array, at: number): void {
    if (state === this.#parents.length) this.#parents = longer(this.#parents);
    this.#parents[state] = parent;
    const { properties } = this.space;
    for (let p = 0; p < properties.length; p++) {
      const property = properties[p]!;
      if (property.kind === "leads to" || property.kind === "deadlock") continue;
      if (this.found[p]! >= 0) continue;
      if (property.holds(words, at) !== (property.kind === "sometimes")) continue;
      this.found[p] = state;
      // What holds later in the list may rely on what holds earlier.
      if (property.kind === "always" && !this.options.keepGoing) return this.#cut();
    }
    if (this.states.size >= (this.options.maxStates ?? Infinity)) this.#cut();
  }

  /** Depth-first: a state is visited when it is new, and again when it turns out to be nearer. */
  #visit(state: number, parent: number, depth: number): void {
    if (state < 0) {
      state = -1 - state;
      const limited = this.options.maxDepth !== undefined;
      if (!limited || this.#depths[state]! <= depth) return;
      this.#parents[state] = parent;
    }
    while (state >= this.#depths.length) this.#depths = longer(this.#depths);
    this.#depths[state] = depth;
    this.#stack.push(state);
  }

  #cut(): void {
    this.complete = false;
    this.#stopped = true;
  }
}
