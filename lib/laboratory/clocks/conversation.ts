/**
 * Nodes that chat, watched from outside: each send and each delivery with what the clock under test showed
 * at it, and how any two of them are ordered in truth.
 *
 * @module
 */

import {
  type Chat,
  chatter,
  type Clock,
  type Speak,
  type State,
} from "../../clocks/chatter/chatter.ts";
import { happensBefore } from "../../clocks/happens_before.ts";
import type { Latency } from "../../model/latency.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Trace } from "../../model/trace.ts";
import type { ClockOptions } from "../../sim/clock.ts";
import type { Schedule } from "../../sim/fault.ts";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";

/** How nodes chat; all of it has defaults. */
export interface ConversationOptions {
  /** Default 4. */
  readonly nodes?: number;
  /** Default 1. */
  readonly seed?: number;
  /** How long, in ms; default 200. */
  readonly ms?: number;
  /** How long messages take; default 2 to 20 ms. */
  readonly latency?: Latency;
  /** How wrong wall clocks are; default: not at all. */
  readonly clocks?: ClockOptions;
  /** What goes wrong besides; default: nothing. */
  readonly faults?: Schedule;
}

/** A send or a delivery. */
export interface StampedEvent<C> {
  /** Its place in the trace. */
  readonly index: number;
  /** Where it happened. */
  readonly node: NodeId;
  /** When, by true time, in ms. */
  readonly at: number;
  /** What it was. */
  readonly kind: "send" | "deliver";
  /** What the node's clock showed at it. */
  readonly stamp: C;
  /** Of a delivery, the stamp that came with the message. */
  readonly sent?: C;
}

/** Two events, in the order in which the observer saw them, and whether the first happened before the other. */
export interface EventPair<C> {
  /** The one that the observer saw first. */
  readonly a: StampedEvent<C>;
  /** The other. */
  readonly b: StampedEvent<C>;
  /** Whether `a` happened before `b`; if not, they are concurrent. */
  readonly ordered: boolean;
}

/** What an observer saw. */
export interface Conversation<C> {
  /** Everything. */
  readonly trace: Trace;
  /** The sends and deliveries. */
  readonly events: readonly StampedEvent<C>[];
  /** The states of the nodes in the end. */
  readonly states: readonly Readonly<State<C>>[];
  /** All pairs of them, judged. */
  pairs(): EventPair<C>[];
}

/**
 * A conversation by this clock.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { logical } from "hb/clocks/chatter/clocks.ts";
 * import { converse } from "hb/laboratory/clocks/conversation.ts";
 *
 * const { events, pairs } = converse(logical, { nodes: 2, ms: 30 });
 * assertEquals(events.map(({ node, stamp }) => [node, stamp]), [[0, 1], [1, 1], [1, 2], [0, 2]]);
 * assertEquals(pairs().filter(({ ordered }) => !ordered).length, 2);
 * ```
 */
export function converse<C>(
  { rules }: Clock<C>,
  { nodes = 4, seed = 1, ms = 200, latency = uniform(2, 20), clocks = {}, faults = [] }:
    ConversationOptions = {},
): Conversation<C> {
  if (!(nodes >= 2)) {
    throw new RangeError(`Cannot converse because it takes two nodes or more: given ${nodes}`);
  }
  const world = new World<State<C>, Chat<C>, Speak>({
    protocol: chatter(rules),
    nodes,
    seed,
    network: { latency },
    clocks,
    faults,
    states: true,
  });
  world.run(ms);
  if (world.violation !== undefined) {
    throw new Error(`Cannot converse because no clock may fail: given ${world.violation.words}`);
  }
  const { trace } = world, events = eventsOf<C>(trace);
  const pairs = () => {
    const order = happensBefore(trace);
    return events.flatMap((a, i) =>
      events.slice(i + 1).map((b) => ({ a, b, ordered: order.before(a.index, b.index) }))
    );
  };
  return { trace, events, states: world.states.map((state) => state!), pairs };
}

/** An event's stamp is in the state that its node is in after it. */
function eventsOf<C>(trace: Trace): StampedEvent<C>[] {
  const events: StampedEvent<C>[] = [];
  let last: Omit<StampedEvent<C>, "stamp"> | undefined;
  for (const [index, event] of trace.entries()) {
    if (event.kind === "send") last = { index, node: event.from, at: event.at, kind: "send" };
    if (event.kind === "deliver") {
      const { at, to, body } = event;
      last = { index, node: to, at, kind: "deliver", sent: (body as Chat<C>).stamp };
    }
    if (event.kind !== "state" || last === undefined) continue;
    events.push({ ...last, stamp: (event.state as State<C>).clock });
    last = undefined;
  }
  return events;
}
