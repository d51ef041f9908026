/** A plain transition system as a space of tuples. @module */

import { Interner } from "./interner.ts";
import { Memo, type Read } from "./memo.ts";
import { isRecord } from "../../model/plain.ts";
import { answered } from "./answered.ts";
import { initialStates } from "./initial_states.ts";
import { kindOf } from "./kind_of.ts";
import { naming } from "./thrown.ts";
import type { Holds, Space, SpaceProperty, Successors } from "./space.ts";
import { propertyNamed, statedProperties } from "./stated.ts";
import type { Change, Predicate, TransitionSystem } from "./system.ts";
import { Variables } from "./variables.ts";
import { WordEncoder } from "./word_encoder.ts";

/** The space of a system; each variable, or element of an indexed one, is a place. */
export function systemSpace<State extends object>(
  system: TransitionSystem<State>,
  symmetry: boolean,
): Space<State, string> {
  return new SystemSpace(system, symmetry);
}

class SystemSpace<State extends object> implements Space<State, string> {
  readonly width: number;
  readonly within: Holds | undefined;
  readonly canonical: ((words: Int32Array, from: number) => void) | undefined;
  readonly properties: readonly SpaceProperty[];
  readonly #variables: Variables<State>;
  readonly #values: Interner<unknown>[];
  readonly #recall = new Memo();
  // What an action does: for each successor, how many places change, and then each place and number.
  readonly #outcomes: Int32Array[] = [];
  readonly #outcomeNumbers = new Interner<readonly number[]>();
  readonly #roots: number[];
  readonly #runs: ((read: Read) => number)[];

  constructor(readonly system: TransitionSystem<State>, symmetry: boolean) {
    this.#variables = new Variables(system);
    this.width = this.#variables.width;
    const words = new WordEncoder();
    this.#values = Array.from({ length: this.width }, () => new Interner(words));
    this.#roots = system.actions.map(() => this.#recall.root());
    this.#runs = system.actions.map((action) => (read) =>
      naming(`action "${action.name}"`, () => this.#act(action, read))
    );
    this.within = system.boundary && this.#holds(system.boundary, "the boundary");
    this.canonical = symmetry && system.canonical
      ? this.#representative(system.canonical)
      : undefined;
    this.properties = this.#properties(system);
  }

  initial(out: Successors): void {
    const tuple = new Int32Array(this.width);
    for (const state of initialStates(this.system)) {
      this.#number(state, tuple, 0);
      out.push(tuple, 0);
    }
  }

  expand(tuple: Int32Array, out: Successors): void {
    const roots = this.#roots, runs = this.#runs, recall = this.#recall;
    for (let action = 0; action < roots.length; action++) {
      const number = recall.get(roots[action]!, tuple, 0, runs[action]!);
      if (number === 0) continue;
      const outcome = this.#outcomes[number]!;
      for (let i = 0; i < outcome.length;) {
        const at = out.push(tuple, action);
        const words = out.words;
        const end = i + 1 + 2 * outcome[i]!;
        for (i++; i < end; i += 2) words[at + outcome[i]!] = outcome[i + 1]!;
      }
    }
  }

  get bytes(): number {
    return this.#recall.bytes + this.#outcomes.reduce((sum, each) => sum + each.byteLength, 0);
  }

  fairness(label: number): number {
    return this.isStrong(label) || this.system.fair?.(this.action(label)) ? label : -1;
  }

  isStrong(label: number): boolean {
    return this.system.stronglyFair?.(this.action(label)) ?? false;
  }

  state(tuple: Int32Array): State {
    return this.#variables.assemble((place) => this.#values[place]!.value(tuple[place]!));
  }

  action(label: number): string {
    return this.system.actions[label]!.name;
  }

  /** Runs an action on the variables it asks for; the number of its outcome, 0 while disabled. */
  #act(action: TransitionSystem<State>["actions"][number], read: Read): number {
    const changes = action.next(this.#view(read));
    const list = changes === undefined ? [] : Array.isArray(changes) ? changes : [changes];
    const words: number[] = [];
    for (const change of list as Change<State>[]) {
      assertChange(change);
      const writes: number[] = [];
      this.#variables.writes(change, (place, value) => {
        writes.push(place, this.#numberOf(place, value));
      });
      words.push(writes.length / 2, ...writes);
    }
    if (words.length === 0) return 0;
    const number = this.#outcomeNumbers.number(words) + 1;
    this.#outcomes[number] ??= Int32Array.from(words);
    return number;
  }

  #numberOf(place: number, value: unknown): number {
    return this.#values[place]!.number(value, this.#variables.nameOf(place));
  }

  #view(read: Read): State {
    return this.#variables.view((place) => this.#values[place]!.value(read(place)));
  }

  #holds(predicate: Predicate<State>, what: string): Holds {
    const recall = this.#recall, root = recall.root();
    const run = (read: Read) =>
      naming(what, () => Number(answered(what, predicate(this.#view(read)))));
    return (words, from) => recall.get(root, words, from, run) === 1;
  }

  #number(state: State, words: Int32Array, from: number): void {
    this.#variables.writes(state, (place, value) => {
      words[from + place] = this.#numberOf(place, value);
    });
  }

  #representative(canonical: (state: State) => State): (words: Int32Array, from: number) => void {
    return (words, from) => {
      const state = this.state(words.subarray(from, from + this.width));
      this.#number(canonical(state), words, from);
    };
  }

  #properties(system: TransitionSystem<State>): SpaceProperty[] {
    const holds = (predicate: Predicate<State>, what: string) => this.#holds(predicate, what);
    return [
      ...Object.entries(system.always ?? {}).map(([name, predicate]) => ({
        kind: "always" as const,
        name,
        holds: holds(predicate, propertyNamed(name)),
      })),
      ...statedProperties(system, holds),
    ];
  }
}

function assertChange(change: unknown): void {
  if (typeof change === "object" && change !== null && isRecord(change)) return;
  throw new TypeError(
    "Cannot go on because an action must return a record of new values, an array of them, or " +
      `undefined: given ${kindOf(change)}`,
  );
}
