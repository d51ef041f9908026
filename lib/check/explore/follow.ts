/**
 * A protocol that follows a script: whatever a node draws, reads from its clock, or waits for comes from
 * the script, so that a run can be repeated in a world that knows nothing of the first.
 *
 * @module
 */

import { nested, wrapped } from "../../model/nested.ts";
import type { Io, NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { idOf } from "../../model/timer_key.ts";

/** What a node meets in one step. */
export interface NodeScript {
  /** What its clock shows, in ms. */
  readonly now: number;
  /** What each `choose` gives, in order. */
  readonly choices: readonly number[];
  /** How long the timers that it starts take, in ms, by type and key (`idOf`); others do not fire. */
  readonly delays: ReadonlyMap<string, number>;
}

/** What each node meets, by its number and the virtual time of the step in whole ms. */
export interface Script {
  /** The script of one step. */
  at(node: NodeId, ms: number): NodeScript;
}

/** So long that it does not happen within the run, in ms. */
export const never = 1e9;

/** The same protocol, on clocks that show virtual time, made to follow a script. */
export function following<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  script: Script,
): Protocol<S, M, T, R> {
  return wrapped(protocol, (io) => follow(io, script.at(io.self, Math.floor(io.now()))));
}

function follow<M extends Tagged, T extends Tagged, R>(
  io: Io<M, T, R>,
  { now, choices, delays }: NodeScript,
): Io<M, T, R> {
  let asked = 0;
  return nested(io, {
    now: () => now,
    choose: () => choices[asked++] ?? 0,
    wait: (_, timer) => io.wait(delays.get(idOf(timer)) ?? never, timer),
  });
}
