/** What becomes of a multicast whose sender crashes when it has reached one of two others. @module */

import type { Diary } from "../../../membership/view/diary.ts";
import { bugs, protocolWith } from "../../../membership/view/bugs.ts";
import { invariants } from "../../../membership/view/invariants.ts";
import type { Saved } from "../../../membership/view/journal.ts";
import type { Message, Timer } from "../../../membership/view/messages.ts";
import type { State } from "../../../membership/view/state.ts";
import { constant } from "../../../model/latency.ts";
import type { Trace } from "../../../model/trace.ts";
import { World } from "../../../sim/world.ts";

/** What came of it. */
export interface HalfTold {
  /** What happened. */
  readonly trace: Trace;
  /** What nodes 1 and 2 have delivered, each. */
  readonly delivered: readonly (readonly string[])[];
  /** The number of the view that they are in. */
  readonly views: readonly number[];
  /** The property that broke, if one did. */
  readonly broken: string | undefined;
}

/** When a client asks node 0 to multicast, when node 0 crashes, and when the run is over, in ms. */
export const HALF_TOLD_MS = { asked: 60, crash: 72, end: 480 } as const;

/** Three members, of which node 0 multicasts "x" and crashes; a message to node 2 is lost. With a mistake of the kit, or without. */
export function halfTold(bug?: string): HalfTold {
  const { asked, crash, end } = HALF_TOLD_MS;
  const change = bug === undefined ? undefined : bugs[bug]?.change;
  if (bug !== undefined && change === undefined) {
    throw new RangeError(`Cannot break a group because its bug must be of the kit: given "${bug}"`);
  }
  const world = new World<State<Diary, string>, Message<string>, Timer, Saved<string>>({
    protocol: protocolWith(change, { acknowledges: false, rejoins: false }),
    nodes: 3,
    network: { latency: constant(10) },
    faults: [
      { kind: "partition", at: asked, forMs: crash - asked, sides: [[0], [2]], oneWay: true },
      { kind: "crash", at: crash, node: 0 },
    ],
    clients: {
      workload: [[{ input: "x", at: asked }]],
      ask: (input) => ({ type: "ask", input }),
      link: "local",
      timeoutMs: 10_000,
      outcome: () => "ok",
    },
    invariants,
    seed: 1,
    states: true,
    strict: false,
  });
  world.run(end);
  const members = world.states.filter((s) => s !== undefined);
  return {
    trace: world.trace,
    delivered: members.map(({ app }) => app.known),
    views: members.map(({ view }) => view.number),
    broken: world.violation?.invariant,
  };
}
