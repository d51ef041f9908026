/** When all has come to an end. @module */

import type { State } from "../state.ts";

/** Whether each replica that is up, or of those from `first` on, has executed all that it has heard of. */
export function isQuiet(
  { states }: { readonly states: readonly (Readonly<State> | undefined)[] },
  first = 0,
): boolean {
  return states.slice(first).every((s) =>
    s === undefined ||
    s.rows.every((row, replica) =>
      [...row.keys()].every((slot) => s.executed.has(`${replica}.${slot}`))
    )
  );
}
