/** Part 4. Versions that conflict, and versions that are merely old. @module */

import { type Siblings, todo } from "./events.ts";

/** What a replicated store does with versions of one key. */
export const siblings: Siblings = {
  /**
   * The versions that no other of them supersedes, each once, in any order. A version is told by its stamp:
   * the same value with another stamp is another write. Any value may be written, "" too.
   */
  combine: (_versions) => todo("part 4, combine"),

  /**
   * The versions that are left when client `writer` writes `value`. Its `context` is taken from the stamps of
   * everything that it had read or written before: in each entry it is the largest of theirs. A version whose
   * stamp is nowhere larger is superseded; everything else stays, in any order. The new stamp counts one more
   * write of this client than the context.
   */
  put: (_versions, _context, _writer, _value) => todo("part 4, put"),
};
