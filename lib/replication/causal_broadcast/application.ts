/**
 * What stands above causal broadcast. Its state changes only by what is delivered and by what becomes stable, so that a
 * node which comes back can make it again from what it has saved.
 *
 * @module
 */

import type { Vector } from "../../clocks/vector.ts";
import type { NodeId } from "../../model/protocol.ts";
import { type Broadcast, keyOf } from "./messages.ts";
import type { State } from "./state.ts";

/** What a request comes to. */
export interface Performed<P> {
  /** What all are told, the node itself first; without it, nothing. */
  readonly payload?: P;
  /** What the client is answered, when the node has delivered that itself. */
  readonly answer: unknown;
}

/** An application; `A` is its state, `P` what its nodes tell each other. */
export interface Application<A, P> {
  /** The state at first, the same at each of `nodes` nodes. */
  init(nodes: number): A;
  /** What comes of a request at node `self`; changes nothing. */
  perform(app: Readonly<A>, input: unknown, self: NodeId): Performed<P>;
  /** Takes a broadcast, its own as well; changes the state in place. Each comes once, and after all that it depends on. */
  deliver(app: A, broadcast: Broadcast<P>): void;
  /**
   * From now on, every broadcast that comes depends on the first `upTo[n]` broadcasts of each node `n`; changes the
   * state in place.
   */
  stable?(app: A, upTo: Vector): void;
}

/** What a diary has of a broadcast. */
export interface Entry {
  /** Its name: "2.7". */
  readonly key: string;
  /** Its origin. */
  readonly origin: NodeId;
  /** Its vector clock, as it came. */
  readonly stamp: Vector;
  /** What was said. */
  readonly payload: unknown;
}

/** A node with a diary. */
export type Diary = State<Entry[], unknown>;

/** The simplest application: a node says whatever it is asked to, and writes down what it is told. */
export const diary: Application<Entry[], unknown> = {
  init: () => [],
  perform: (app, payload) => ({ payload, answer: app.length }),
  deliver(app, { origin, stamp, payload }) {
    app.push({ key: keyOf({ origin, stamp }), origin, stamp: [...stamp], payload });
  },
};
