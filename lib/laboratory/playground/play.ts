/** Plays a session from its beginning, once. @module */

import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import type { History } from "../../model/history.ts";
import type { Trace } from "../../model/trace.ts";
import type { Violation } from "../../sim/scenario.ts";
import { Run } from "./run.ts";
import { LONGEST_MS, type Session } from "./session.ts";
import { assertSession } from "./valid.ts";

/** What came of a session. */
export interface Played {
  /** How far it has got, in ms: less than was asked for when an invariant broke. */
  readonly at: number;
  /** Everything that happened, states included. */
  readonly trace: Trace;
  /** Each node as it stands; undefined while it is down. */
  readonly states: readonly (Readonly<unknown> | undefined)[];
  /** What the clients have seen. */
  readonly history: History;
  /** The invariant that broke, if one did. */
  readonly violation: Violation | undefined;
  /** The fingerprint of the trace: the same session gives the same. */
  readonly digest: string;
}

/**
 * Plays a session of a protocol until `untilMs`.
 *
 * @example A leader crashes, and another takes over
 * ```ts
 * import { assert, assertEquals } from "@std/assert";
 * import type { State } from "hb/consensus/raft/state.ts";
 * import { playgroundKit } from "hb/laboratory/playground/kits.ts";
 * import { play } from "hb/laboratory/playground/play.ts";
 * import { newSession } from "hb/laboratory/playground/session.ts";
 *
 * const isLeader = (state: unknown) => (state as State | undefined)?.role === "leader";
 * const raft = await playgroundKit("raft");
 * const calm = newSession(raft, 1);
 * const first = play(calm, 600, raft).states.findIndex(isLeader);
 * const crash = { at: 600, act: { kind: "crash", node: first } as const };
 * const { states, violation } = play({ ...calm, acts: [crash] }, 1500, raft);
 * assert(states.some(isLeader));
 * assertEquals([states[first], violation], [undefined, undefined]);
 * ```
 */
export function play(session: Session, untilMs: number, kit: AnyPlaygroundKit): Played {
  assertSession(session, kit);
  assertTime(untilMs);
  const run = new Run(session, kit);
  run.play(untilMs);
  const { world } = run;
  return {
    at: world.now,
    trace: world.trace,
    states: world.states,
    history: world.history,
    violation: world.violation,
    digest: world.digest(),
  };
}

/** Throws unless a session can be played until then. */
export function assertTime(ms: number): void {
  if (Number.isInteger(ms) && ms >= 0 && ms <= LONGEST_MS) return;
  throw new RangeError(
    `Cannot play until then because the time must be whole ms from 0 to ${LONGEST_MS}: given ${ms}`,
  );
}
