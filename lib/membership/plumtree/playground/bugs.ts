/** The bugs of Plumtree that a reader may switch on, each with a session in which it does harm. @module */

import type { OfferedBug } from "../../../kit/playground.ts";

/** All of them, by their names in the kit. */
export const offeredBugs: Readonly<Record<string, OfferedBug>> = {
  "forgets that it waits": {
    code: "still-waits",
    title: "The wait for a payload does not end",
    example: "2.plumtree.7.k.a-k-0-4-a-5k-3-46-0-1aao-0-still-waits.p0B3-1.8cBb-2.8cB3-3",
  },
  "waits for what it has had": {
    code: "waits-again",
    title: "A node waits for what it has had",
    example: "2.plumtree.7.k.a-k-0-4-a-5k-3-46-0-1aao-0-waits-again.p0B3-1.8cBb-2.8cB3-3",
  },
  "keeps a dead neighbour": {
    code: "keeps-dead",
    title: "A neighbour that is gone keeps its link",
    example: "2.plumtree.7.k.a-k-0-4-a-5k-3-46-0-1aao-0-keeps-dead.p0B3-1.8cBb-2.8cB3-3",
  },
  "forgets too soon": {
    code: "forgets",
    title: "A broadcast is forgotten too soon",
    example: "2.plumtree.7.k.a-k-u-4-a-5k-3-k-k-4g-0-forgets.p0B3-1.5kC9.0Ce.0C2.2sBb-2.goB3-3",
  },
  "an id is used again": {
    code: "same-id",
    title: "An id is used again",
    example: "2.plumtree.7.k.a-k-0-4-a-5k-3-46-0-4g-0-same-id.p0B3-1.2sC3.1eR3.faB3-2",
  },
};
