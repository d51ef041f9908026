/**
 * What invariants remember, as a part of the global state: a history variable (Abadi and Lamport 1991) sees
 * every step and changes none. Two states that agree in all but their past are two states, as the past
 * decides what may not happen any more.
 *
 * @module
 */

import { clone } from "../../model/clone.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { Interner } from "./interner.ts";
import type { GlobalState } from "./protocol_system.ts";
import { Memo, type Read } from "./memo.ts";
import type { Holds } from "./space.ts";
import type { WordEncoder } from "./word_encoder.ts";

/** What is remembered in one state. */
interface Remembered {
  /** The memory of each invariant that has one. */
  readonly memories: readonly unknown[];
  /** The names of those that were broken by the step that led here. */
  readonly broken: readonly string[];
}

/** Numbers what the invariants of one system remember. */
export class Memories<S> {
  /** The invariants that remember something. */
  readonly invariants: readonly Invariant<S>[];
  readonly #remembered: Interner<Remembered>;
  readonly #recall = new Memo();
  readonly #root: number;
  /** The number of the memory before the first step. */
  readonly first: number;

  /** What `invariants` remember is at `place` of each tuple. */
  constructor(
    invariants: readonly Invariant<S>[],
    readonly place: number,
    words: WordEncoder,
    readonly view: (read: Read) => GlobalState<S>,
  ) {
    this.invariants = invariants.filter(({ memory }) => memory !== undefined);
    this.#remembered = new Interner(words);
    this.#root = this.#recall.root();
    const memories = this.invariants.map((invariant) => invariant.memory!());
    this.first = this.#remembered.number({ memories, broken: [] });
  }

  /** Whether there is anything to remember. */
  get any(): boolean {
    return this.invariants.length > 0;
  }

  /** How much memory the tables hold, in bytes, without what is remembered. */
  get bytes(): number {
    return this.#recall.bytes;
  }

  /** Lets all invariants see the state at `from`, which has the memory of the state before. */
  see(words: Int32Array, from: number): void {
    const { place, view } = this;
    words[from + place] = this.#recall.get(this.#root, words, from, (read) => {
      const before = this.#remembered.value(read(place));
      return this.#next(before.memories, view(read));
    });
  }

  /** Whether the invariant of this name holds in a state that has been seen. */
  holds(name: string): Holds {
    return (words, from) =>
      !this.#remembered.value(words[from + this.place]!).broken.includes(name);
  }

  /** The number of what is remembered in memory `number` with the nodes renamed. */
  renamed(number: number, rename: (node: NodeId) => NodeId): number {
    const { memories, broken } = this.#remembered.value(number);
    return this.#remembered.number({
      memories: this.invariants.map((invariant, i) =>
        invariant.rename!(clone(memories[i]), rename)
      ),
      broken,
    });
  }

  #next(before: readonly unknown[], global: GlobalState<S>): number {
    const broken: string[] = [];
    const memories = this.invariants.map((invariant, i) => {
      const memory = clone(before[i]);
      if (invariant.check(global, memory) !== undefined) broken.push(invariant.name);
      return memory;
    });
    return this.#remembered.number({ memories, broken });
  }
}
