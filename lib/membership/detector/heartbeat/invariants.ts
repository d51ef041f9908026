/**
 * What holds of heartbeats in every state, however late messages are and however wrong clocks. That who has crashed is
 * suspected, and who has not is trusted in the end, speaks of whole runs: `classes.ts` judges it.
 *
 * @module
 */

import { type Invariant, ofSteps } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { type Beat, compareBeats, type State } from "./messages.ts";

/** Nobody is suspected who is not watched, itself included. */
export const suspectsWatched: Invariant<State> = {
  name: "suspects whom it watches",
  words: "a node suspects only nodes that it watches",
  check({ states }) {
    for (const [by, s] of states.entries()) {
      const of = s && [...s.suspected].find((each) => !s.watched.has(each));
      if (of !== undefined) return { words: `node ${by} suspects node ${of}`, nodes: [by] };
    }
    return undefined;
  },
};

/** Nobody has heard of a heartbeat that was not sent: lives and numbers are never those of the future. */
export const nothingInvented: Invariant<State> = {
  name: "nothing is invented",
  words: "the newest heartbeat that a node knows of has been sent",
  check({ states }) {
    for (const [by, s] of states.entries()) {
      for (const [of, { last }] of s?.watched ?? []) {
        const sender = states[of];
        if (sender === undefined || compareBeats(last, sender) <= 0) continue;
        return {
          words: `node ${by} knows heartbeat ${told(last)} of node ${of}, which is at ${
            told(sender)
          }`,
          nodes: [by, of],
        };
      }
    }
    return undefined;
  },
};

/** What a node knew before a step. */
interface Before {
  /** The newest heartbeat of each that it watches. */
  readonly last: readonly (readonly [of: NodeId, last: Beat])[];
  /** Whom it suspected. */
  readonly suspected: readonly NodeId[];
}

/** An old heartbeat is no sign of life: a crashed node that is suspected stays so. */
export const onlyNewsWithdraws: Invariant<State> = ofSteps<State, Before>({
  name: "only news withdraws",
  words:
    "a suspicion ends only with a heartbeat newer than all that were known, and none gets older",
  digest: ({ watched, suspected }) => ({
    last: [...watched].map(([of, { last }]) => [of, last]),
    suspected: [...suspected],
  }),
  step({ last, suspected }, after, by) {
    for (const [of, before] of last) {
      const now = after.watched.get(of)!.last, order = compareBeats(now, before);
      const trusted = suspected.includes(of) && !after.suspected.has(of);
      if (order > 0 || (order === 0 && !trusted)) continue;
      const words = `node ${by} goes from heartbeat ${told(before)} of node ${of} to ${told(now)}` +
        (trusted ? ", and trusts it again" : "");
      return { words, nodes: [by, of] };
    }
    return undefined;
  },
});

/** What must hold after every step. */
export const invariants: readonly Invariant<State>[] = [
  suspectsWatched,
  nothingInvented,
  onlyNewsWithdraws,
];

/** A heartbeat in short: its life, and its number in it. */
function told({ incarnation, sequence }: Beat): string {
  return `${incarnation}.${sequence}`;
}
