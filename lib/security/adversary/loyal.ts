/**
 * What is said of a system with traitors: properties speak of the loyal alone, and diagrams call the others by their
 * name.
 *
 * @module
 */

import type { Invariant, Snapshot } from "../../model/invariant.ts";
import type { Labels } from "../../model/labels.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import { isTraitor, type Traitor } from "./traitors.ts";

/** Whether a node runs, and is no traitor. */
export function isLoyal<S>(state: Readonly<S | Traitor> | undefined): state is Readonly<S> {
  return state !== undefined && !isTraitor(state);
}

/** The same properties, asked of the loyal: traitors, and further `silent` nodes, are taken to be down. */
export function amongLoyal<S>(
  invariants: readonly Invariant<S>[],
  silent: readonly NodeId[] = [],
): Invariant<S | Traitor>[] {
  const loyal = ({ at, states, history }: Snapshot<S | Traitor>): Snapshot<S> => ({
    at,
    states: states.map((state, node) =>
      isTraitor(state) || silent.includes(node) ? undefined : state as S | undefined
    ),
    history,
  });
  return invariants.map((invariant) => ({
    ...invariant,
    check: (snapshot, memory) => invariant.check(loyal(snapshot), memory),
  }));
}

/** The same labels, in diagrams in which traitors are called so. */
export function besideTraitors<S, M, T, R>(
  labels: Labels<S, M, T, R>,
): Labels<S | Traitor, M, T, R> {
  const { state, stateInFull, timer, routine } = labels;
  const isPlot = (event: unknown) => (event as Tagged).type === "plot";
  return {
    ...labels as unknown as Labels<S | Traitor, M, T, R>,
    state: (of) => isTraitor(of) ? "traitor" : state?.(of),
    ...(stateInFull === undefined ? {} : {
      stateInFull: (of: S | Traitor) => isTraitor(of) ? "a traitor" : stateInFull(of),
    }),
    ...(timer === undefined ? {} : { timer: (of: T) => isPlot(of) ? "plot" : timer(of) }),
    ...(routine === undefined ? {} : { routine: (of: M | T) => isPlot(of) || routine(of) }),
  };
}
