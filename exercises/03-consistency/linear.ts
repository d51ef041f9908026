/** Part 4. Is there one moment for each operation? @module */

import { type Memory, todo } from "./memory.ts";

/**
 * Whether a history of one register is linearizable: there is an order of all operations in which every
 * read returns the value last written (null at first), and in which whatever ended before another was
 * invoked comes before it. What ends in the very instant in which another begins overlaps with it. All
 * operations have ended. Histories have up to 16 operations, which may all overlap.
 */
export const linear = (_history: Memory): boolean => todo("part 4, linearizability");
