/**
 * What the driver does next, of all that it sees: first what is broken, then what will stop, then
 * what is too large, and last what could be better. Where nothing could, it does nothing.
 *
 * @module
 */

import type { PlanSettings } from "../settings.ts";
import { balanceLeaders, balanceReplicas, spreadZones } from "./balance.ts";
import { draftOf } from "./draft.ts";
import type { Operator } from "./operator.ts";
import { drain, repair } from "./repair.ts";
import { merge, split } from "./sizes.ts";
import type { View } from "./view.ts";

/** New operators, at most one for a range; their numbers are for the caller to give. */
export function choose(settings: PlanSettings, view: View): Operator[] {
  const draft = draftOf(settings, view);
  repair(draft);
  drain(draft);
  split(draft);
  if (!settings.restsOtherwise) {
    spreadZones(draft);
    balanceReplicas(draft);
    balanceLeaders(draft);
  }
  merge(draft);
  return draft.made;
}
