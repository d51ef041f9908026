/**
 * Commit wait (Corbett et al. 2012, *Spanner*, section 4.1.2): a transaction gets a stamp that is surely not
 * in the past, and is answered when that stamp has surely passed. So whatever begins after it has ended gets
 * a later stamp, wherever it begins: external consistency, without a message between the two. All that it
 * needs is that each interval contains the true time.
 *
 * @module
 */

import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import { after, around, type Interval } from "../interval.ts";

/** A client → its node: commit. The answer is the stamp. */
export type Commit = { readonly type: "commit" };

/** A node's only timer: a stamp may have passed. */
export type Passed = { readonly type: "passed" };

/** A transaction that has its stamp, and is not answered yet. */
export interface Waiting {
  /** The return address of the client. */
  readonly client: NodeId;
  /** In ms. */
  readonly stamp: number;
}

/** One node. */
export interface State {
  /** The transactions that wait. */
  waiting: Waiting[];
}

/** What may be done wrong. */
export interface Rules {
  /** How wrong the clock says that it may be, in ms: always, or when it shows this. */
  readonly epsilonMs: number | ((reading: number) => number);
  /** The stamp of a transaction that commits now. */
  stampOf(now: Interval): number;
  /** Whether a transaction with this stamp may be answered now. */
  mayAnswer(now: Interval, stamp: number): boolean;
}

/** As in the paper; clocks are at most 5 ms wrong. */
export const rules: Rules = {
  epsilonMs: 5,
  stampOf: ({ latest }) => latest,
  mayAnswer: after,
};

/** How long a node waits at least before it looks again, in ms. */
const LEAST_MS = 0.1;

/** Nodes that commit, each by its own clock. */
export function commitWait(
  { epsilonMs, stampOf, mayAnswer }: Rules = rules,
): Protocol<State, Commit, Passed> {
  const interval = (io: Io<Commit, Passed>) => {
    const reading = io.now();
    return around(reading, typeof epsilonMs === "number" ? epsilonMs : epsilonMs(reading));
  };
  const answerPassed = (s: State, io: Io<Commit, Passed>): void => {
    const now = interval(io);
    for (const { client, stamp } of s.waiting) {
      if (mayAnswer(now, stamp)) io.answer(client, stamp);
    }
    s.waiting = s.waiting.filter(({ stamp }) => !mayAnswer(now, stamp));
    const next = Math.min(...s.waiting.map(({ stamp }) => stamp));
    if (next < Infinity) io.wait(Math.max(LEAST_MS, next - now.earliest), { type: "passed" });
  };
  return {
    start: () => ({ waiting: [] }),
    upon: {
      commit(s, { from }, io) {
        s.waiting.push({ client: from, stamp: stampOf(interval(io)) });
        answerPassed(s, io);
      },
    },
    after: { passed: (s, _, io) => answerPassed(s, io) },
  };
}
