/** A few events of nodes that chat, in every order. @module */

import type { Instance } from "../../kit/kit.ts";
import { type Chat, chatter, type Clock, type Speak, type State } from "./chatter.ts";
import type { ClockChange } from "./storms.ts";

/** A few events. */
export type ClockInstance<C> = Instance<State<C>, Chat<C>, Speak, never, ClockChange<C>>;

/** What may happen. */
export interface Bounds {
  /** How many nodes. */
  readonly nodes: number;
  /** How many events each node may have. */
  readonly events: number;
  /** How many states there are. */
  readonly states: number;
  /** What wall clocks may show, at any time; default: always 0. */
  readonly clocks?: readonly number[];
}

/** A small instance of nodes with this clock. */
export function instanceOf<C>({ rules }: Clock<C>, bounds: Bounds): ClockInstance<C> {
  const { nodes, events, states, clocks } = bounds;
  return {
    words: `${nodes} nodes, each of which has at most ${events} events`,
    states,
    system: (change) => ({
      name: "chat",
      protocol: chatter({ ...rules, ...change }, 1),
      nodes,
      ...(clocks === undefined ? {} : { clocks }),
      boundary: (moment) => moment.states.every((s) => (s?.events ?? 0) <= events),
    }),
  };
}
