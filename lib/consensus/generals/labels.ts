/** How generals are told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import type { Lockstep, RoundEnds, Say } from "../rounds/lockstep.ts";
import type { General } from "./general.ts";

/** Labels of a protocol whose parts are told so: "attack by 0.2". */
export function labelsOf<S extends General, P>(
  part: (told: P) => string,
): Labels<Lockstep<S, P>, Say<P>, RoundEnds> {
  const inFull = ({ parts }: Say<P>) => parts.map(part).join(", ") || "nothing";
  return {
    node: (node) => node === 0 ? "commander" : `lieutenant ${node}`,
    state: ({ inner: { order, obeys } }) =>
      obeys !== null ? `obeys ${obeys}` : order !== null ? `orders ${order}` : undefined,
    stateInFull: ({ round, inner: { order, obeys } }) =>
      order !== null
        ? `commands, and orders "${order}"`
        : obeys !== null
        ? `obeys "${obeys}"`
        : `is in round ${round}`,
    message: (say) => say.parts.length > 2 ? `${say.parts.length} orders` : inFull(say),
    messageInFull: (say) => `round ${say.round}: ${inFull(say)}`,
    timer: () => "the round ends",
    legend: { say: "say: orders, and through whom they came" },
    colours: { say: 0 },
  };
}
