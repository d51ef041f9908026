/** Part 10. A photograph of what never stands still: the whole protocol, from an empty page. @module */

import { type Bank, todo } from "./events.ts";

/**
 * Banks that pay each other, and that record together what each has and what is on its way. Links are FIFO
 * and neither lose nor duplicate anything, and nobody crashes. The messages, and the state of a bank, are in
 * `events.ts`.
 *
 * Whoever adds up the records of all banks finds all the money that there is, whoever began the snapshot, and
 * whatever was paid meanwhile; and no bank has recorded money as received that its sender has not recorded as
 * paid. Banks never stop paying.
 */
export const snapshot: Bank = {
  /** A bank's birth: it has FORTUNE. */
  start: (_io) => todo("part 10, start"),

  upon: {
    /** A client wants to pay. */
    give: (_s, _event, _io) => todo("part 10, upon give"),

    /** Money comes from another bank. */
    transfer: (_s, _event, _io) => todo("part 10, upon transfer"),

    /** A client wants the bank's record; there may be several, early or late. */
    begin: (_s, _event, _io) => todo("part 10, upon begin"),

    /** Another bank has recorded. It sends one marker on each link in a run. */
    marker: (_s, _event, _io) => todo("part 10, upon marker"),
  },
};
