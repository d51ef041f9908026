/**
 * What virtual synchrony promises (Birman and Joseph 1987; the words are those of Chockler, Keidar and Vitenberg 2001),
 * judged by what members' applications have heard.
 *
 * @module
 */

import type { Invariant } from "../../model/invariant.ts";
import {
  fifo,
  integrity,
  sameOpening,
  sendingView,
  stability,
  virtualSynchrony,
} from "./message_invariants.ts";
import {
  agreementOnViews,
  localMonotony,
  type Member,
  primaryPartition,
  selfInclusion,
} from "./view_invariants.ts";

/** All that must hold. */
export const invariants: readonly Invariant<Member>[] = [
  selfInclusion,
  localMonotony,
  agreementOnViews,
  primaryPartition,
  virtualSynchrony,
  sameOpening,
  sendingView,
  fifo,
  integrity,
  stability,
];
