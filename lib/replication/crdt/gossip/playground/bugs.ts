/** The bugs of gossip that a reader may switch on, each with a session in which it does harm. @module */

import type { OfferedBug } from "../../../../kit/playground.ts";

/** All of them, by their names in the kit. */
export const offeredBugs: Readonly<Record<string, OfferedBug>> = {
  "sent is received": {
    code: "sent-is-had",
    title: "What was sent counts as received",
    example: "2.crdt-deltas.1.3.28-2s-a-k-0-0-sent-is-had.8cX2.kP0-milk",
    sight: 0,
  },
  "an acknowledgement is of all there is": {
    code: "acks-all",
    title: "An acknowledgement counts for what came later, too",
    example: "2.crdt-deltas.1.3.28-2s-a-k-0-0-acks-all.8cP0-milk.28P0-eggs",
    sight: 0,
  },
  "does not save what came": {
    code: "not-saved",
    title: "A replica does not save what others told it",
    example: "2.crdt-deltas.1.3.28-2s-a-k-0-0-not-saved.8cP0-milk.2sC2.5kR2",
    sight: 0,
  },
  "sends the last only": {
    code: "last-only",
    title: "Only the last change is sent",
    example: "2.crdt-deltas.1.3.28-2s-a-k-0-0-last-only.8cP0-milk.2K0",
    sight: 0,
  },
  "does not forward": {
    code: "no-forward",
    title: "A replica does not hand on what came from others",
    example: "2.crdt-deltas.1.3.28-2s-a-k-0-0-no-forward.8cL0-2.kP0-milk.1eP1-eggs",
    sight: 1,
  },
  "forgets what one has": {
    code: "forgets-soon",
    title: "Changes are forgotten as soon as anybody has them",
    example: "2.crdt-deltas.1.3.28-2s-a-k-0-0-forgets-soon.8cX2.kP0-milk.7sP0-eggs.2sJ2",
    sight: 1,
  },
  "never all of it": {
    code: "never-all",
    title: "Who lacks what is no longer kept is sent what is kept",
    example: "2.crdt-deltas.1.3.28-1-a-k-0-0-never-all.8cX2.kP0-milk.7sK0.2sJ2",
    sight: 1,
  },
};
