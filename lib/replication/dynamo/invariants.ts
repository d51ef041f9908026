/** What must hold of the store. @module */

import type { Invariant } from "../../model/invariant.ts";
import { neverBack, oneWriteADot, seesItself, siblingsApart } from "./invariants/versions.ts";
import { nothingLeftBehind, nothingVanishes } from "./invariants/writes.ts";
import type { State } from "./state.ts";

export { enoughCopies, quorumsMeet, rightInTheEnd } from "./invariants/writes.ts";

/** What holds at any time, in whatever weather, where conflicting writes are kept as siblings. */
export const invariants: readonly Invariant<State>[] = [
  oneWriteADot,
  seesItself,
  siblingsApart,
  neverBack,
  nothingVanishes,
  nothingLeftBehind,
];

/** What is left of it where the last writer wins: writes are lost, and what was lost may have been in somebody's past. */
export const lastWriterInvariants: readonly Invariant<State>[] = [oneWriteADot, seesItself];
