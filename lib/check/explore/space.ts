/** What the search needs to know of a system: states as tuples of numbers. @module */

/** A property of states, by the tuple that starts at `from` in `words`. */
export type Holds = (words: Int32Array, from: number) => boolean;

/** A system whose states are tuples of `width` numbers; equal states are equal tuples. */
export interface Space<State, Action> {
  /** How many numbers a state has. */
  readonly width: number;
  /** Puts the initial states. */
  initial(out: Successors): void;
  /** Puts the successors of a state, each with the label of its step. */
  expand(tuple: Int32Array, out: Successors): void;
  /** Whether a state is explored at all; without it, all are. */
  readonly within?: Holds | undefined;
  /** Overwrites a state by the representative of its orbit. */
  readonly canonical?: ((words: Int32Array, from: number) => void) | undefined;
  /** The properties of every state, of some state, and of every fair run. */
  readonly properties: readonly SpaceProperty[];
  /** Steps of one class are treated fairly together; −1 for steps that need never be taken. */
  fairness(label: number): number;
  /** Whether a class must be taken even if it is only enabled again and again; default: none. */
  isStrong?(fairness: number): boolean;
  /** A step in words. */
  words?(action: Action): string;
  /** How much memory the tables of the space hold. */
  readonly bytes: number;
  /** The state as the reader knows it. */
  state(tuple: Int32Array): State;
  /** The step as the reader knows it, and the state in which it was taken. */
  action(label: number, before: Int32Array): Action;
  /** What was done to begin in the initial state with this label, where anything was. */
  beginning?(label: number): Action;
}

/** A property to check. */
export type SpaceProperty =
  | {
    /** Holds in every reachable state; or holds in at least one. */
    readonly kind: "always" | "sometimes";
    readonly name: string;
    readonly holds: Holds;
  }
  | {
    /** Whenever `from` holds, `to` holds then or later in every fair run. */
    readonly kind: "leads to";
    readonly name: string;
    readonly from: Holds;
    readonly to: Holds;
  }
  | {
    /** Every state from which no step leads on is a final one. */
    readonly kind: "deadlock";
    readonly name: string;
    readonly final: Holds;
  };

/** Where a space puts states: tuples one after another, and their labels. */
export class Successors {
  /** How many there are. */
  count = 0;
  /** The tuples, `width` numbers each. */
  words: Int32Array;
  /** The label of each step. */
  labels: Int32Array = new Int32Array(16);

  /** An empty list of tuples of one width. */
  constructor(readonly width: number) {
    this.words = new Int32Array(16 * width);
  }

  /** Adds a copy of `tuple`; returns where in `words` it starts, so that it can be changed there. */
  push(tuple: Int32Array, label: number): number {
    const { width } = this, at = this.count * width;
    if (this.count === this.labels.length) this.#grow();
    const words = this.words;
    for (let place = 0; place < width; place++) words[at + place] = tuple[place]!;
    this.labels[this.count++] = label;
    return at;
  }

  #grow(): void {
    const words = new Int32Array(2 * this.words.length);
    words.set(this.words);
    this.words = words;
    const labels = new Int32Array(2 * this.labels.length);
    labels.set(this.labels);
    this.labels = labels;
  }
}
