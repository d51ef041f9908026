/** Whether a mistake that breaks a rule breaks agreement as well, in the storm in which it is found. @module */

import { entryOf, type Kit } from "../../kit/kit.ts";
import { prepare } from "../../kit/simulate.ts";
import type { Tagged } from "../../model/protocol.ts";
import { World } from "../../sim/world.ts";
import { assertWhole } from "../asked.ts";

/** Which seeds are tried. */
export interface Seeds {
  /** The first; default 1. */
  readonly from?: number;
  /** The last. */
  readonly to: number;
}

/**
 * The first of these seeds on which the loyal decide different things, if nothing but agreement is looked at; undefined
 * if there is none. A run in which the mistake has a handler throw counts as one in which nothing is decided.
 */
export function agreementAlone<S, M extends Tagged, T extends Tagged, R, C>(
  kit: Kit<S, M, T, R, C>,
  bug: string,
  { from = 1, to }: Seeds,
): number | undefined {
  assertWhole("look at agreement alone", { from }, 1, 1_000_000);
  assertWhole("look at agreement alone", { to }, from, 1_000_000);
  const [, { foundBy }] = entryOf(kit.name, "a bug", kit.bugs, bug);
  if (foundBy.by !== "storm") {
    throw new RangeError(
      `Cannot look at agreement alone because a storm must find the mistake: given ${bug}`,
    );
  }
  const prepared = prepare(kit, { storm: foundBy.storm, bug });
  for (let seed = from; seed <= to; seed++) {
    const { scenario, drive } = prepared.run(seed);
    const invariants = (scenario.invariants ?? kit.invariants)
      .filter(({ name }) => name === "agreement");
    const world = new World({ ...scenario, invariants, strict: false, seed, trace: "none" });
    drive(world);
    if (world.violation?.invariant === "agreement") return seed;
  }
  return undefined;
}
