/** What a node of causal broadcast knows. @module */

import type { Membership } from "./members.ts";
import type { Broadcast, Checkpoint } from "./messages.ts";

/** One node; `A` is the state of what stands above. */
export interface State<A, P> {
  /** How many broadcasts of each node have been delivered here. */
  delivered: number[];
  /** Row `n`: how many broadcasts of each node have been delivered at node `n`, at least. Its own row is `delivered`. */
  known: number[][];
  /** Row `n`: the same, as of a time up to which everything that node `n` said has been delivered here. */
  settled: number[][];
  /** How many broadcasts of each node are stable. */
  stable: number[];
  /** Broadcasts that have been delivered here and perhaps not at all others, by name. */
  held: Map<string, Broadcast<P>>;
  /** Broadcasts that have come and cannot be delivered yet, by name. */
  waiting: Map<string, Broadcast<P>>;
  /** Whether a beat is to come. */
  beating: boolean;
  /** Who takes part. */
  membership: Membership;
  /** The state of what stands above. */
  app: A;
}

/** A node that has delivered nothing. */
export function fresh<A, P>(nodes: number, app: A, membership: Membership): State<A, P> {
  const zeros = () => new Array<number>(nodes).fill(0);
  return {
    delivered: zeros(),
    known: Array.from({ length: nodes }, zeros),
    settled: Array.from({ length: nodes }, zeros),
    stable: zeros(),
    held: new Map(),
    waiting: new Map(),
    beating: false,
    membership,
    app,
  };
}

/** A node as its checkpoint has it. */
export function revived<A, P>(checkpoint: Checkpoint<A, P>): State<A, P> {
  const { delivered, known, settled, stable, held, membership, app } = structuredClone(checkpoint);
  return {
    delivered: [...delivered],
    known: known.map((row) => [...row]),
    settled: settled.map((row) => [...row]),
    stable: [...stable],
    held: new Map(held),
    waiting: new Map(),
    beating: false,
    membership,
    app: app as A,
  };
}

/** What a node needs to know, in short. */
export function checkpointOf<A, P>(s: Readonly<State<A, P>>): Checkpoint<A, P> {
  const { delivered, known, settled, stable, held, membership, app } = s;
  return structuredClone({ delivered, known, settled, stable, held, membership, app });
}
