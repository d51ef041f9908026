/**
 * Nodes of a simulation share a memory, which nodes of a network do not: a variable that is not in the state
 * of a node would be a message that is never lost, and a disk that never fails. It may be a variable of a
 * module, a property of a function, or what a `WeakMap` has for an object that the world hands around.
 *
 * @module
 */

import { cloneGraph } from "../model/clone_graph.ts";
import { encode } from "../model/encode.ts";
import { nested } from "../model/nested.ts";
import type { Io, Protocol, Tagged } from "../model/protocol.ts";
import type { Scenario } from "../sim/scenario.ts";
import { World } from "../sim/world.ts";
import { memberNames } from "./members.ts";

/** How much of a run is looked at: in slices of so many ms, until faults are over, and no more events. */
const LOOKED_AT = { sliceMs: 10, leastMs: 400, afterFaultMs: 200, mostMs: 2500, events: 5000 };

/**
 * Whether one of two runs comes out differently when the other goes on beside it, and each step of the first is
 * taken on copies: of the state, of the message, and with an `Io` of its own. `make` makes the scenario anew, as
 * what clients ask may be drawn on the way.
 */
export function meddles<S, M extends Tagged, T extends Tagged, R>(
  make: () => Scenario<S, M, T, R>,
  seed: number,
): boolean {
  const begun = (from: number, scenario: Scenario<S, M, T, R>) =>
    new World({ ...scenario, invariants: [], seed: from, trace: "none" });
  const copying = make();
  // All have begun before any goes on, so that those who draw the same names find the same under them.
  const [alone, otherAlone] = [begun(seed, make()), begun(seed + 1, make())];
  const one = begun(seed, { ...copying, protocol: onCopies(copying.protocol) });
  const other = begun(seed + 1, make());
  const slices = slicesOf(copying);
  for (const worlds of [[alone], [otherAlone], [one, other]]) {
    for (let slice = 0; slice < slices; slice++) {
      for (const world of worlds) {
        world.run(LOOKED_AT.sliceMs, () => world.events > LOOKED_AT.events);
      }
    }
  }
  const outcome = ({ states, history }: typeof alone) => encode([states, history]);
  // What they have in common may harm either, and leave the other as it is.
  return outcome(one) !== outcome(alone) || outcome(other) !== outcome(otherAlone);
}

function slicesOf({ faults = [] }: { readonly faults?: Scenario<never, never>["faults"] }): number {
  const last = Math.max(0, ...faults.map((fault) => "at" in fault ? fault.at : 0));
  const wanted = Math.max(LOOKED_AT.leastMs, last + LOOKED_AT.afterFaultMs);
  return Math.ceil(Math.min(LOOKED_AT.mostMs, wanted) / LOOKED_AT.sliceMs);
}

/** The same protocol, which is given copies of all that it could recognise by its address. */
function onCopies<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
): Protocol<S, M, T, R> {
  const { upon, after, compact } = protocol;
  return {
    start: (io, journal) => cloneGraph(protocol.start(fresh(io), journal)),
    upon: handlersOnCopies(upon),
    ...(after === undefined ? {} : { after: handlersOnCopies(after) }),
    ...(compact === undefined
      ? {}
      : { compact: (journal) => compact.call(protocol, cloneGraph(journal)) }),
  };
}

type AnyHandler = (state: unknown, event: unknown, io: unknown) => void;

function handlersOnCopies<H extends object>(handlers: H): H {
  const own = handlers as Record<string, AnyHandler | undefined>;
  const handlerOf = (type: string): AnyHandler => (state, event, io) => {
    const next = cloneGraph(state);
    own[type]!(next, cloneGraph(event), fresh(io as Io<Tagged, Tagged, unknown>));
    refill(state, next);
  };
  const types = memberNames(handlers).filter((type) => typeof own[type] === "function");
  return Object.fromEntries(types.map((type) => [type, handlerOf(type)])) as H;
}

/** Makes the world's own state equal to the next one; it may be of any kind. */
function refill(state: unknown, next: unknown): void {
  if (Array.isArray(state)) state.splice(0, Infinity, ...next as unknown[]);
  else if (state instanceof Uint8Array) state.set(next as Uint8Array);
  else if (state instanceof Map) {
    state.clear();
    for (const [key, each] of next as Map<unknown, unknown>) state.set(key, each);
  } else if (state instanceof Set) {
    state.clear();
    for (const each of next as Set<unknown>) state.add(each);
  } else if (typeof state === "object" && state !== null) {
    for (const key of Object.keys(state)) delete (state as Record<string, unknown>)[key];
    Object.assign(state, next);
  }
}

function fresh<M extends Tagged, T extends Tagged, R>(io: Io<M, T, R>): Io<M, T, R> {
  return nested(io, { peers: [...io.peers] });
}
