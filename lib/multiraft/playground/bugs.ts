/**
 * The bugs of Multi-Raft that a reader may switch on, each with a session in which it does harm. The invariants
 * find it in the very run that the reader has made.
 *
 * @module
 */

import type { OfferedBug } from "../../kit/playground.ts";

/** All of them, by their names in the kit. */
export const offeredBugs: Readonly<Record<string, OfferedBug>> = {
  "skips the epoch check": {
    code: "no-epoch",
    title: "A range answers for another epoch",
    example: "2.multiraft.6.4.46-8c-1e-k-a-k-0-1-no-epoch.cfP2-p-1.8kD0-p.2hG2-p",
  },
  "split off by one": {
    code: "off-by-one",
    title: "The key at which a range is split stays with the parent",
    example: "2.multiraft.t.4.46-8c-1e-k-a-k-0-1-off-by-one.ciP2-x-5.e8D2-x.d3G2-x",
  },
  "gives up a merge": {
    code: "gives-up",
    title: "A range that has stopped and hears nothing goes on",
    example: "2.multiraft.7.3.46-8c-1e-k-a-k-0-1-gives-up.r8U0-r",
  },
};
