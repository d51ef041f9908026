/** The bugs of the store that a reader may switch on, each with a session in which it does harm. @module */

import type { OfferedBug } from "../../../kit/playground.ts";

/** All of them, by their names in the kit. */
export const offeredBugs: Readonly<Record<string, OfferedBug>> = {
  "a put ignores its context": {
    code: "no-context",
    title: "A put replaces nothing",
    example: "2.dynamo.1.5.2-2-a-k-0-7-no-context.kP2-cart-book.50P2-cart-pen",
  },
  "a put has seen what its coordinator has": {
    code: "sees-all",
    title: "A put replaces what its writer was not shown",
    example: "2.dynamo.1.5.2-2-a-k-0-7-sees-all.kA2-cart-book.50A2-cart-pen",
  },
  "a get shows one sibling": {
    code: "shows-one",
    title: "A get shows one of several values",
    example: "2.dynamo.1.5.2-2-a-k-0-7-shows-one.kA2-cart-book.0A3-cart-pen.50P4-cart-ink",
  },
  "the last to come stays": {
    code: "last-stays",
    title: "A copy that comes takes the place of the one there",
    example: "2.dynamo.1.5.2-2-a-k-0-7-last-stays.kA2-cart-book.0A3-cart-pen",
  },
  "a merge forgets what was seen": {
    code: "forgets-seen",
    title: "A merge forgets what has been replaced",
    example: "2.dynamo.1.5.2-2-a-k-0-7-forgets-seen.kP2-cart-book.50P3-cart-pen",
  },
  "a hint goes when it is sent": {
    code: "hint-sent",
    title: "A hint is given up as soon as it is sent",
    example:
      "2.dynamo.1.5.2-2-a-k-0-7-hint-sent.kL0-2.0L0-3.0L0-4.0L1-2.0L1-3.0L1-4.kG0-cart.78A0-cart-book",
    sight: 0,
  },
  "hints are not durable": {
    code: "hint-memory",
    title: "Hints are kept in memory only",
    example:
      "2.dynamo.1.5.2-2-a-k-0-7-hint-memory.kL0-2.0L0-3.0L0-4.0L1-2.0L1-3.0L1-4.kG0-cart.78A0-cart-book.8cC0.0C1.2sR0.0R1",
    sight: 0,
  },
};
