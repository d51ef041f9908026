/** Part 2. How many are enough. @module */

import { type Quorums, todo } from "./given.ts";

/**
 * Of n replicas f may be down, and an accept round must go on. On the fast path e may be down, or find something else than the
 * coordinator. All of them are whole numbers from 0 on (n from 1), and larger than any table of yours.
 *
 * - `isSafe(sizes)`: whether these go together. Accept rounds must meet: fewer than half may be down. On the fast path no more
 *   may be down than on the slow one. And recovery, which hears n − f, can tell what was decided fast only where
 *   n ≥ 2e + f − 1 (Ryabinin, Gotsman and Sutra 2025, section 1, where it is shown that no fewer will do).
 * - `slow(sizes)`: how many decide in an accept round, the coordinator included.
 * - `fast(sizes)`: how many must have found the same to decide at once, the coordinator included.
 * - `mostFast(n, f)`: the greatest e that is safe with this n and f, where n ≥ 2f + 1.
 * - `support(sizes)`: recovery has heard of n − f replicas. At least how many of these have found just what the coordinator
 *   asked for, if that was decided on the fast path?
 */
export const quorums: Quorums = {
  isSafe: (_sizes) => todo("part 2, isSafe"),
  slow: (_sizes) => todo("part 2, slow"),
  fast: (_sizes) => todo("part 2, fast"),
  mostFast: (_replicas, _failures) => todo("part 2, mostFast"),
  support: (_sizes) => todo("part 2, support"),
};
