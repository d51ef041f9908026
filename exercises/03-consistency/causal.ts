/** Part 5. Causal convergence, by its bad patterns. @module */

import { type Memory, todo } from "./memory.ts";

/**
 * Whether a history is causally convergent (causal+). It is, exactly when it has none of these patterns
 * (Bouajjani, Enea, Guerraoui, Hamza 2017), where → is the causal order of part 2:
 *
 * - a read of a value that nobody wrote to its register;
 * - an operation that comes before itself: a → a;
 * - a read of null, with a write w of its register and w → read;
 * - a circle of → and "lost to": w₁ lost to w₂ if both write one register, and some read returns the
 *   value of w₂ although w₁ → that read. A circle may have any number of writes, and of registers.
 */
export const causal = (_history: Memory): boolean => todo("part 5, causal convergence");
