/** Why a stand-in must do what it must: the one rule that it breaks. @module */

import type { Instead } from "hb/grade/played.ts";
import type { Event } from "./right_handoff.ts";

const DYNAMO = "DeCandia et al. 2007, section 4.6";

const WHY: Readonly<Record<Event["type"], string>> = {
  keep:
    `what is kept for another is kept apart, as far as there is room, and acknowledged only where it is kept (${DYNAMO})`,
  handoff: "a home syncs what it is offered, and says what it has seen of the key by then",
  taken: `a hint is kept until its home has seen all of it, as it is by then (${DYNAMO})`,
  round:
    `each copy that is kept for a home is offered to it in each round, until it has it (${DYNAMO})`,
  sweep:
    "what consists of tombstones only, and nothing else, may be asked about; each sweep asks all nodes anew",
  mayPurge:
    "a node agrees if it keeps nothing of the key for others and, if it is a home, has just the tombstones that are asked " +
    "about: anything older would come back and look new",
  purgeable:
    "all nodes must agree since the last sweep, each of them to just what it asks about; then all are told, once",
  purge: "a tombstone is forgotten if it is still just that which all have agreed to forget",
  look:
    "a home knows all that it was told to keep and was offered, and nothing that was forgotten or is kept for others",
  crash: "what is done is done before a crash, and nothing else happens at a start",
};

const SAVES =
  "each change of what is known or kept is worth a record of its own, about that one copy; what changes nothing is worth none";

const DROPS: readonly Event["type"][] = ["taken", "round", "sweep", "purge"];

/** The rule. */
export function whyHandoff({ type }: Event, { came, due }: Instead): string {
  // What is saved in another step shows that something is dropped there that must not be.
  const isSaved = [...came, ...due].some((each) => each.includes("record"));
  return isSaved && !DROPS.includes(type) ? SAVES : WHY[type];
}
