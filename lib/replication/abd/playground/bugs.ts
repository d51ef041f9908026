/** The bugs of ABD that a reader may switch on, each with a session in which it does harm. @module */

import type { OfferedBug } from "../../../kit/playground.ts";

/** All of them, by their names in the kit. */
export const offeredBugs: Readonly<Record<string, OfferedBug>> = {
  "no write-back": {
    code: "no-write-back",
    title: "A read does not write back what it returns",
    example: "2.abd.1d.3.0-5k-a-1o-0-0-no-write-back.27G2.hW1-a.12G0.17G1",
  },
  "write-back not awaited": {
    code: "not-awaited",
    title: "A read answers before what it returns is written back",
    example: "2.abd.1d.3.0-5k-a-1o-0-0-not-awaited.27G2.hW1-a.12G0.17G1",
  },
  "no writer in tags": {
    code: "no-writer",
    title: "Tags are times alone, and two writers may have the same",
    example: "2.abd.1a.3.0-5k-a-1o-0-0-no-writer.23W2-a.eW1-b",
  },
  "takes what comes last": {
    code: "last-comes",
    title: "A replica takes whatever it is told to hold",
    example: "2.abd.v.3.0-5k-a-1o-0-0-last-comes.2hW2-a.vW1-b",
  },
  "writes without asking": {
    code: "no-asking",
    title: "A write does not ask for the latest tag",
    example: "2.abd.1.3.0-5k-a-1o-0-0-no-asking.1mW1-a.2sW0-b.2sG0",
  },
  "tags not saved": {
    code: "not-saved",
    title: "A replica does not save what it holds",
    example: "2.abd.5.3.0-5k-a-1o-0-0-not-saved.22W0-a.2bC1.hR1",
  },
};
