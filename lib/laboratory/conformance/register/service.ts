/** Registers, as the suite of registers asks them, and what it asks. @module */

import type { LevelName } from "../../../check/levels.ts";
import type { Ask, Value } from "../../../replication/register/register.ts";
import { Random } from "../../../sim/random.ts";
import { type Service, TROUBLE_FROM_MS, WELL_MS } from "../service.ts";

/** Some registers, and what they say of themselves. */
export interface RegisterService extends Service<Ask, Value> {
  /**
   * The levels that they promise to their clients: to those who stay with one node, or to those who wander,
   * as `clients` says. What follows from them is left out.
   */
  readonly levels: readonly LevelName[];
  /**
   * Levels that they do not promise, though the search of this suite finds no run that breaks them, and why it does
   * not. Default: none.
   */
  readonly neverSeenBroken?: Readonly<Partial<Record<LevelName, string>>>;
  /**
   * Whether a node that is cut off from all others answers; undefined where it may or may not. Whoever
   * answers must be right, which its level says.
   */
  answersAlone(node: number, type: Ask["type"]): boolean | undefined;
}

/** What each client asks, one thing after another. */
export type Workload = { readonly input: Ask; readonly at?: number }[][];

/** Three clients who read and write two registers, each value once; and once more when all is well. */
export function workloadOf(seed: number): Workload {
  const random = new Random(seed, "asks");
  let value = 0;
  const write = (): Ask => ({ type: "write", key: "xy"[random.below(2)]!, value: ++value });
  const read = (): Ask => ({ type: "read", key: "xy"[random.below(2)]! });
  return [0, 1, 2].map(() => [
    ...Array.from({ length: 24 }, (_, i) => ({
      input: random.chance(0.5) ? read() : write(),
      // Eight in a row, now and then.
      at: TROUBLE_FROM_MS + 500 * Math.floor(i / 8),
    })),
    { input: write(), at: WELL_MS },
    ...["x", "y"].map((key) => ({ input: { type: "read", key } as Ask, at: WELL_MS + 1000 })),
  ]);
}
