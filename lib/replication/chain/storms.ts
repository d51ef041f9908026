/** What chains are tried in. @module */

import { safety } from "./invariants.ts";
import { kept, keptWithinBounds, staying } from "./storms/sessions.ts";
import {
  allSorts,
  type ChainStorm,
  cuts,
  eachRole,
  fair,
  oneByOne,
  patient,
  rough,
  stormOf,
} from "./storms/stage.ts";

/** The storms of a chain whose tail answers. */
export const storms: Readonly<Record<string, ChainStorm>> = {
  calm: stormOf({ words: "messages take 1 to 10 ms and may overtake each other", network: fair }),
  roles: stormOf({
    words: "the head, the middle and the tail go down or stand still, one after another",
    faults: eachRole,
  }),
  cuts: stormOf({
    words: "servers are cut off from everybody, and taken for failed though they are well",
    faults: cuts,
  }),
  turnover: stormOf({
    words:
      "a chain of two is lost, one after the other, and newcomers serve; many answers are lost",
    spares: 2,
    length: 2,
    clients: patient,
    network: { ...rough, types: { answer: { loss: 0.5 } } },
    faults: oneByOne,
  }),
  storm: stormOf({
    words: "three masters; servers and masters crash and stand still, links break",
    masters: 3,
    faults: allSorts,
  }),
  leases: stormOf({
    words: "three masters; the tail answers under a lease, and all sorts of things go wrong",
    masters: 3,
    settings: { counting: "lease", leaseMs: 400, timeoutMs: 150 },
    faults: allSorts,
  }),
};

/** The storms of CRAQ. */
export const craqStorms: Readonly<Record<string, ChainStorm>> = {
  calm: stormOf({
    words: "messages take 1 to 10 ms and may overtake each other",
    network: fair,
    settings: { reads: "craq" },
  }),
  roles: stormOf({
    words: "the head, the middle and the tail go down or stand still, one after another",
    settings: { reads: "craq" },
    faults: eachRole,
  }),
  storm: stormOf({
    words: "three masters; servers and masters crash and stand still, links break",
    masters: 3,
    settings: { reads: "craq" },
    faults: allSorts,
  }),
  leases: stormOf({
    words: "three masters; servers answer under leases, and all sorts of things go wrong",
    masters: 3,
    settings: { reads: "craq", counting: "lease", leaseMs: 400, timeoutMs: 150 },
    faults: allSorts,
  }),
  eventual: stormOf({
    words: "clients stay with a server that answers with the newest it has; links lose messages",
    spares: 0,
    settings: { reads: "eventual" },
    invariants: safety,
    clients: staying,
    promises: kept,
  }),
  bounded: stormOf({
    words: "the same, but for what is too new, and who has been alone for too long",
    spares: 0,
    settings: { reads: "bounded" },
    invariants: safety,
    clients: staying,
    promises: keptWithinBounds,
  }),
};
