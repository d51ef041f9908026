/**
 * A protocol that follows a script: whatever a node draws, reads from its clock, or waits for comes from
 * the script, so that a run can be repeated in a world that knows nothing of the first.
 *
 * @module
 */

import { endlessMs } from "../../model/latency.ts";
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

/** By how much the clocks of twins are apart, in ms: more than a run takes. */
const apart = 2 ** 40;

/** Clocks for `nodes` nodes and `twins` twins that show virtual time, and which of them it is. */
export function scriptClocks(nodes: number, twins: number): { readonly offsetMs: number }[] {
  return Array.from({ length: nodes + twins }, (_, node) => ({
    offsetMs: Math.max(0, node - nodes + 1) * apart,
  }));
}

/** The same protocol, on clocks of a script, made to follow it. */
export function scripted<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  script: Script,
): Protocol<S, M, T, R> {
  return wrapped(protocol, (io) => {
    const now = io.now(), twin = Math.floor(now / apart);
    const node = twin === 0 ? io.self : io.peers.length + twin - 1;
    return follow(io, script.at(node, Math.floor(now - twin * apart)));
  });
}

function follow<M extends Tagged, T extends Tagged, R>(
  io: Io<M, T, R>,
  { now, choices, delays }: NodeScript,
): Io<M, T, R> {
  let asked = 0;
  return nested(io, {
    now: () => now,
    // A number of choices that there cannot be goes on to the world, which refuses it.
    choose: (n) => Number.isInteger(n) && n >= 1 ? choices[asked++] ?? 0 : io.choose(n),
    wait: (_, timer) => io.wait(delays.get(idOf(timer)) ?? endlessMs, timer),
  });
}
