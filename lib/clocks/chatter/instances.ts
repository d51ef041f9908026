/** A few events of nodes that chat, in every order. @module */

import type { Instance } from "../../kit/kit.ts";
import {
  type Chat,
  chatter,
  type Clock,
  type Saved,
  savingChatter,
  type Speak,
  type State,
} from "./chatter.ts";
import type { ClockChange } from "./storms.ts";

/** A few events. */
export type ClockInstance<C> = Instance<State<C>, Chat<C>, Speak, Saved<C>, ClockChange<C>>;

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
  /** How often nodes may crash, all together; default 0. */
  readonly crashes?: number;
}

/** A small instance of nodes with this clock. */
export function instanceOf<C>({ rules }: Clock<C>, bounds: Bounds): ClockInstance<C> {
  const { nodes, events, states, clocks, crashes = 0 } = bounds;
  const protocolOf = crashes === 0 ? chatter : savingChatter;
  return {
    words: `${nodes} nodes, each of which has at most ${events} events` +
      (crashes === 0 ? "" : ", and one of which may crash"),
    states,
    system: (change) => ({
      name: "chat",
      protocol: protocolOf({ ...rules, ...change }, 1),
      nodes,
      crashes,
      ...(clocks === undefined ? {} : { clocks }),
      boundary: (moment) => moment.states.every((s) => (s?.events ?? 0) <= events),
    }),
  };
}
