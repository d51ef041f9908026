/** The bugs of gossip that a reader may switch on, each with a session in which it does harm. @module */

import type { OfferedBug } from "../../../kit/playground.ts";

/** All of them, by their names in the kit. */
export const offeredBugs: Readonly<Record<string, OfferedBug>> = {
  "hot again": {
    code: "hot-again",
    title: "Who has lost interest spreads it again",
    example: "2.gossip.7.14.a-k-0-0-0-2-1-2s-0-0-0-hot-again.2sT3-1",
  },
  "delivers whatever comes": {
    code: "each-time",
    title: "A rumour is delivered each time",
    example: "2.gossip.7.14.a-k-0-0-0-2-1-2s-1o-8c-0-each-time.2sT3-1",
  },
  "forgets in a crash": {
    code: "crash-forgets",
    title: "A crash forgets what was heard",
    example: "2.gossip.7.14.a-k-0-0-0-2-1-2s-0-0-0-crash-forgets.2sT3-1.m8C3.2sR3.2sT3-2.2sT4-3",
  },
  "forgets before a rumour is dead": {
    code: "forgets",
    title: "A rumour outlives what is remembered",
    example: "2.gossip.a.14.a-k-0-2-0-2-1-2s-1o-5k-0-forgets.2sT3-1",
  },
  "advertises what it no longer has": {
    code: "advertises",
    title: "What is advertised is no longer there",
    example: "2.gossip.7.14.a-k-0-0-0-2-1-2s-1o-8c-0-advertises.2sT3-1",
  },
};
