/**
 * A protocol that follows a script: whatever a node draws, reads from its clock, or waits for comes from
 * the script, so that a run can be repeated in a world that knows nothing of the first.
 *
 * @module
 */

import type { Handlers, Io, NodeId, Protocol, Tagged } from "../../model/protocol.ts";
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
  type NodeIo = Io<M, T, R>;
  const scripted = (io: NodeIo) => follow(io, script.at(io.self, Math.floor(io.now())));
  const all = <E extends Tagged, X>(handlers: Handlers<S, E, X, NodeIo>) => {
    const types = Object.keys(handlers) as E["type"][];
    return Object.fromEntries(types.map((type): [string, typeof handlers[E["type"]]] => {
      return [type, (state, event, io) => handlers[type](state, event, scripted(io))];
    })) as Handlers<S, E, X, NodeIo>;
  };
  return {
    start: (io, journal) => protocol.start(scripted(io), journal),
    upon: all(protocol.upon),
    ...(protocol.after === undefined ? {} : { after: all(protocol.after) }),
    ...(protocol.compact === undefined ? {} : { compact: (journal) => protocol.compact!(journal) }),
  };
}

function follow<M extends Tagged, T extends Tagged, R>(
  io: Io<M, T, R>,
  { now, choices, delays }: NodeScript,
): Io<M, T, R> {
  let asked = 0;
  return {
    self: io.self,
    peers: io.peers,
    now: () => now,
    choose: () => choices[asked++] ?? 0,
    send: (to, message) => io.send(to, message),
    answer: (client, result) => io.answer(client, result),
    wait: (_, timer) => io.wait(delays.get(idOf(timer)) ?? never, timer),
    cancel: (type, key) => io.cancel(type, key),
    save: (record) => io.save(record),
  };
}
