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
  "reads across a split": {
    code: "late-read",
    title: "The epoch is checked when a read comes, not when it is executed",
    example: "2.multiraft.17.4.46-8c-1e-k-a-1o-0-1-late-read.d9P1-p-1.7D0-p.1kP2-x-3.84G0-x",
  },
  "split off by one": {
    code: "off-by-one",
    title: "The key at which a range is split stays with the parent",
    example: "2.multiraft.t.4.46-8c-1e-k-a-k-0-1-off-by-one.ciP2-x-5.e8D2-x.d3G2-x",
  },
  "goes on after it has stopped": {
    code: "never-stops",
    title: "A range that has stopped executes what it is asked",
    example: "2.multiraft.7.4.46-8c-1e-k-a-k-0-1-never-stops.jxU1-p.32P0-p-3.4tG3-p",
  },
  "gives up a merge": {
    code: "gives-up",
    title: "A range that has stopped and hears nothing goes on",
    example: "2.multiraft.7.3.46-8c-1e-k-a-k-0-1-gives-up.r8U0-r",
  },
  "a newer version absorbs": {
    code: "newer-absorbs",
    title: "A neighbour that has changed absorbs a range all the same",
    example: "2.multiraft.w.4.46-8c-1e-k-a-k-0-1-newer-absorbs.slU3-p.1gU1-c",
  },
};
