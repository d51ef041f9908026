/** How the variables of a transition system map to places of a tuple. @module */

import { initialStates } from "./initial_states.ts";
import { isRecord } from "../../model/plain.ts";
import { lazyArray } from "./lazy_array.ts";
import type { TransitionSystem } from "./system.ts";

/** The places of a system's variables. */
export class Variables<State extends object> {
  /** How many places there are. */
  readonly width: number;
  readonly #names: readonly (keyof State & string)[];
  /** The first place of each variable. */
  readonly #first = new Map<string, number>();
  /** The number of elements of each indexed variable. */
  readonly #lengths = new Map<string, number>();
  /** Arrays that are not indexed, and so change as a whole. */
  readonly #arrays = new Set<string>();

  /** Takes the shape of the first initial state; throws where there is none. */
  constructor(system: TransitionSystem<State>) {
    const { indexed = [] } = system;
    const example = initialStates(system)[0]!;
    this.#names = Object.keys(example).sort() as (keyof State & string)[];
    let width = 0;
    for (const variable of this.#names) {
      this.#first.set(variable, width);
      if (!indexed.includes(variable) && Array.isArray(example[variable])) {
        this.#arrays.add(variable);
      }
      if (indexed.includes(variable)) {
        const { length } = example[variable] as readonly unknown[];
        this.#lengths.set(variable, length);
        width += length;
      } else width++;
    }
    this.width = width;
  }

  /** A state whose variables are fetched when they are read. */
  view(read: (place: number) => unknown): State {
    const view = {};
    for (const name of this.#names) {
      const first = this.#first.get(name)!, length = this.#lengths.get(name);
      const get = length === undefined
        ? () => read(first)
        : () => lazyArray(length, (index) => read(first + index));
      const set = () => {
        throw unfit(name, "left alone, as an action returns what changes", "an assignment");
      };
      Object.defineProperty(view, name, { get, set, enumerable: true });
    }
    return view as State;
  }

  /** What a place is called: "x", or "x[3]". */
  nameOf(place: number): string {
    const name = this.#names.findLast((each) => this.#first.get(each)! <= place)!;
    return this.#lengths.has(name) ? `${name}[${place - this.#first.get(name)!}]` : name;
  }

  /** A state as an ordinary record. */
  assemble(read: (place: number) => unknown): State {
    return Object.fromEntries(this.#names.map((name) => {
      const first = this.#first.get(name)!, length = this.#lengths.get(name);
      if (length === undefined) return [name, read(first)];
      return [name, Array.from({ length }, (_, index) => read(first + index))];
    })) as State;
  }

  /** Every place that a change, or a whole state, gives a value. */
  writes(change: object, write: (place: number, value: unknown) => void): void {
    for (const [name, value] of Object.entries(change)) {
      const first = this.#first.get(name), length = this.#lengths.get(name);
      if (first === undefined) throw unfit(name, "one of the system's", "an unknown name");
      if (length === undefined) {
        if (this.#arrays.has(name) && isElements(value)) {
          throw unfit(name, "changed as a whole, or indexed", "some of its elements");
        }
        write(first, value);
        continue;
      }
      if (Array.isArray(value) && value.length !== length) {
        throw unfit(name, `an array of ${length}`, `an array of ${value.length}`);
      }
      for (const [index, item] of Object.entries(value as object)) {
        if (!(Number(index) < length)) throw unfit(name, `indexed below ${length}`, index);
        write(first + Number(index), item);
      }
    }
  }
}

/** A record of elements, which only an indexed variable can take. */
function isElements(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && isRecord(value);
}

function unfit(name: string, required: string, given: string): TypeError {
  return new TypeError(
    `Cannot change variable "${name}" because it must be ${required}: given ${given}`,
  );
}
