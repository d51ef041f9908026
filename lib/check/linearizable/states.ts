/** States by number, so that a configuration is a handful of numbers: equal states have one number. @module */

import { encode } from "../../model/encode.ts";

/** Numbers the states of one search from 0, in the order in which they are met. */
export class States<S> {
  /** The state of each number. */
  readonly values: S[] = [];
  readonly #simple = new Map<unknown, number>();
  readonly #compound = new Map<string, number>();

  /** The number of a state. */
  number(state: S): number {
    const compound = typeof state === "object" && state !== null;
    // A Map takes 0 for −0, which plain data tells apart.
    const byText = compound || Object.is(state, -0);
    const known = byText ? this.#compound.get(encode(state)) : this.#simple.get(state);
    if (known !== undefined) return known;
    const fresh = this.values.push(state) - 1;
    if (byText) this.#compound.set(encode(state), fresh);
    else this.#simple.set(state, fresh);
    return fresh;
  }
}
