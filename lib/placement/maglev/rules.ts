/** What is easily done wrong in Maglev, in one place. @module */

import { byId } from "../members.ts";
import type { Member } from "../placement.ts";

/** The rules of Maglev's table. */
export interface MaglevRules {
  /** In which order nodes have their turns, given the order in which they came. */
  readonly turns: (arrived: readonly Member[]) => readonly Member[];
}

/** The right ones: by name, as lists in other orders would make other tables. */
export const rules: MaglevRules = { turns: (arrived) => arrived.toSorted(byId) };
