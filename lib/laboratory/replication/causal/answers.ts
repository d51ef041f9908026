/**
 * A question and its answer. Ada asks, Bob answers, and on the way to Cleo the question is slow: the answer comes first.
 *
 * @module
 */

import type { Trace } from "../../../model/trace.ts";
import {
  type Diary,
  diary,
  type Entry,
} from "../../../replication/causal_broadcast/application.ts";
import { bugs } from "../../../replication/causal_broadcast/bugs.ts";
import { causalBroadcast } from "../../../replication/causal_broadcast/causal_broadcast.ts";
import { invariants } from "../../../replication/causal_broadcast/invariants.ts";
import type { Message, Saved, Timer } from "../../../replication/causal_broadcast/messages.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";

/** What came of it. */
export interface Answers {
  /** What happened. */
  readonly trace: Trace;
  /** What each has been told, in order. */
  readonly diaries: readonly (readonly string[])[];
  /** How many broadcasts of each node are stable at each node in the end. */
  readonly stable: readonly (readonly number[])[];
  /** The property that broke, if one did, and what is wrong. */
  readonly broken: string | undefined;
}

/** Ada, Bob and Cleo; with a mistake of the kit, or without. */
export function answers(bug?: string): Answers {
  const change = bug === undefined ? undefined : bugs[bug]?.change;
  if (bug !== undefined && change === undefined) {
    throw new RangeError(
      `Cannot break a broadcast because its bug must be of the kit: given "${bug}"`,
    );
  }
  const world = new World<Diary, Message<unknown>, Timer, Saved<Entry[], unknown>>({
    protocol: causalBroadcast(diary, { beatMs: 100 }, change),
    nodes: 3,
    network: { latency: constant(10) },
    faults: [{ kind: "delay", from: 0, to: 2, nth: 1, latencyMs: 50 }],
    clients: {
      workload: [[{ input: "lunch?", at: 0 }], [{ input: "yes", at: 20 }]],
      ask: (input) => ({ type: "ask", input }),
      link: "local",
    },
    invariants,
    seed: 1,
    states: true,
  });
  world.run(600);
  return {
    trace: world.trace,
    diaries: world.states.map((s) => s!.app.map(({ payload }) => String(payload))),
    stable: world.states.map((s) => [...s!.stable]),
    broken: world.violation && `${world.violation.invariant}: ${world.violation.words}`,
  };
}
