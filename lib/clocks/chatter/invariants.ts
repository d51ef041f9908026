/** What clocks promise (Lamport 1978; Mattern 1989; Kulkarni et al. 2014). @module */

import {
  type Invariant,
  type InvariantViolation,
  ofSteps,
  remembering,
} from "../../model/invariant.ts";
import { notNegative } from "../../model/latency.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { TraceEvent } from "../../model/trace.ts";
import { happensBefore } from "../happens_before.ts";
import type { Matrix } from "../matrix.ts";
import { merge, tick, type Vector, zero } from "../vector.ts";
import type { Clock, State } from "./chatter.ts";
import type { Reading } from "./clocks.ts";

/** Lamport's condition C1: the events of one node have rising stamps. */
export function ownEventsInOrder<C>({ before, words }: Clock<C>): Invariant<State<C>> {
  return ofSteps<State<C>, { readonly events: number; readonly clock: C }>({
    name: "own events in order",
    words: "each event of a node has a later stamp than the one before",
    digest: ({ events, clock }) => ({ events, clock }),
    step(earlier, { events, clock }, node) {
      if (events === earlier.events || before(earlier.clock, clock)) return undefined;
      return { words: `after ${words(earlier.clock)} comes ${words(clock)}`, nodes: [node] };
    },
  });
}

/** Lamport's condition C2: a message is received at a later stamp than it was sent at. */
export function causesFirst<C>({ before, words }: Clock<C>): Invariant<State<C>> {
  return {
    name: "causes first",
    words: "a message is received at a later stamp than it was sent at",
    check({ states }) {
      for (const [node, s] of states.entries()) {
        if (s?.last?.kind !== "heard" || before(s.last.sent, s.clock)) continue;
        return {
          words: `received at ${words(s.clock)}, sent at ${words(s.last.sent)}`,
          nodes: [node],
        };
      }
    },
  };
}

/** What an observer has written down: all events, and their stamps. */
interface Observed<C> {
  readonly trace: TraceEvent[];
  readonly stamps: { readonly node: NodeId; readonly nth: number; readonly stamp: C }[];
}

/** Of any two events, stamps say that one came before the other exactly when it happened before it. */
export function decidesCausality<C>(clock: Clock<C>): Invariant<State<C>> {
  return remembering<State<C>, Observed<C>>({
    name: "decides causality",
    words: "stamps are ordered exactly as events are by happens-before",
    memory: () => ({ trace: [], stamps: [] }),
    check({ states }, memory) {
      for (const [node, s] of states.entries()) {
        const known = memory.stamps.filter((each) => each.node === node).length;
        if (s === undefined || s.events === known) continue;
        note(memory, node, s, states.length);
        const breach = misjudged(memory, clock);
        if (breach !== undefined) return breach;
      }
    },
  });
}

function note<C>(
  { trace, stamps }: Observed<C>,
  node: NodeId,
  { clock, events, last }: Readonly<State<C>>,
  nodes: number,
): void {
  const nameOf = (nth: number, from: NodeId) => nth * nodes + from;
  const at = trace.length, body = null;
  trace.push(
    last!.kind === "spoke"
      ? {
        kind: "send",
        at,
        message: nameOf(events, node),
        from: node,
        to: last!.to,
        body,
        nth: 1,
        latencyMs: 1,
      }
      : {
        kind: "deliver",
        at,
        message: nameOf(last!.nth, last!.from),
        from: last!.from,
        to: node,
        body,
      },
  );
  stamps.push({ node, nth: events, stamp: clock });
}

/** What is wrong with the stamp of the last event. */
function misjudged<C>(
  { trace, stamps }: Observed<C>,
  clock: Clock<C>,
): InvariantViolation | undefined {
  const order = happensBefore(trace);
  const index = stamps.length - 1, latest = stamps[index]!;
  const tell = ({ node, nth, stamp }: Observed<C>["stamps"][number]) =>
    `event ${nth} of node ${node} (${clock.words(stamp)})`;
  for (const [i, each] of stamps.slice(0, -1).entries()) {
    const nodes = [each.node, latest.node];
    if (clock.before(latest.stamp, each.stamp)) {
      return { words: `${tell(latest)} is taken to be before ${tell(each)}`, nodes };
    }
    const truly = order.before(i, index);
    if (truly === clock.before(each.stamp, latest.stamp)) continue;
    const what = truly ? "happened before" : "is concurrent with";
    return { words: `${tell(each)} ${what} ${tell(latest)}, and stamps say otherwise`, nodes };
  }
}

/** What a matrix clock says that others know, they know. */
export const claimsNothingTooMuch: Invariant<State<Matrix>> = {
  name: "claims nothing too much",
  words: "whatever a node believes that another knows, that one knows",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      for (const [other, row] of (s?.clock ?? []).entries()) {
        const truth = states[other]?.clock[other];
        const of = truth === undefined ? -1 : row.findIndex((count, i) => count > truth[i]!);
        if (of < 0) continue;
        return {
          words: `node ${node} believes that node ${other} has heard of event ${row[of]} of node ` +
            `${of}, and it has not`,
          nodes: [node, other],
        };
      }
    }
  },
};

/** A matrix clock has its node's vector clock in its own row, so no other row may be ahead of it. */
export const knowsWhatOthersKnow: Invariant<State<Matrix>> = {
  name: "knows what others know",
  words: "whatever a node believes that another knows, it knows itself",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      const own = s?.clock[node];
      for (const [other, row] of (s?.clock ?? []).entries()) {
        const of = row.findIndex((count, i) => count > own![i]!);
        if (of < 0) continue;
        return {
          words: `node ${node} believes that node ${other} has heard of event ${row[of]} of node ` +
            `${of}, and has not itself`,
          nodes: [node],
        };
      }
    }
  },
};

/**
 * With clocks that are at most ε apart and never step back, a hybrid clock is at most ε ahead of its own
 * (theorem 3 of the paper and its corollary). That they are read in whole milliseconds changes nothing where ε
 * is whole: rounding down keeps whole distances.
 */
export function closeToTheWall(epsilonMs: number): Invariant<State<Reading>> {
  notNegative("distance of clocks", epsilonMs);
  return {
    name: "close to the wall clock",
    words: `a hybrid clock is at most ${epsilonMs} ms ahead of its node's own clock`,
    check({ states }) {
      const node = states.findIndex((s) =>
        s !== undefined && s.clock.logical - s.clock.physical > epsilonMs
      );
      if (node < 0) return undefined;
      const { logical, physical } = states[node]!.clock;
      return { words: `it is ${logical - physical} ms ahead`, nodes: [node] };
    },
  };
}

/** An event as the observer knows it: the reading at it, and its past, itself included. */
interface Known {
  readonly logical: number;
  /** How many of the first events of each node are in the past: the observer's own vector clock. */
  readonly past: Vector;
}

/** Theorem 4 of the paper: the counter counts events that happened before and share the reading, none twice. */
export const smallCounter: Invariant<State<Reading>> = remembering<State<Reading>, Known[][]>({
  name: "small counter",
  words: "the counter is at most the number of events that happened before and share the reading",
  memory: () => [],
  check({ states }, known) {
    for (const [node, s] of states.entries()) {
      const own = known[node] ??= [];
      if (s === undefined) continue;
      // A crash has taken back what the node had not told anybody.
      if (s.events < own.length) own.length = s.events;
      if (s.events === own.length) continue;
      const heard = s.last?.kind === "heard" ? [known[s.last.from]![s.last.nth - 1]!.past] : [];
      const before = [own.at(-1)?.past ?? zero(states.length), ...heard].reduce(merge);
      const { logical, count } = s.clock;
      own.push({ logical, past: tick(before, node) });
      const sharing = before.reduce(
        (sum, events, other) =>
          sum +
          (known[other] ?? []).slice(0, events).filter((each) => each.logical === logical).length,
        0,
      );
      if (count <= sharing) continue;
      return {
        words: `the counter is at ${count}, and ${sharing} events before share the reading`,
        nodes: [node],
      };
    }
  },
});
