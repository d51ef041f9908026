/** Draws for the model of bounded staleness, from seeded randomness. @module */

import { type Legs, type Visibility, visibility, type Wars } from "../../replication/pbs/wars.ts";
import { draw } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";

/** What many trials of a store with these legs say; the same for the same seed. */
export function visibilityOf(
  legs: Legs,
  wars: Wars,
  { trials = 20_000, seed = 1 }: { readonly trials?: number; readonly seed?: number } = {},
): Visibility {
  const random = new Random(seed, "pbs");
  return visibility(wars, trials, (leg) => draw(legs[leg], random));
}
