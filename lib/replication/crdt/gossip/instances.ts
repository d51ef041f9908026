/** Small systems for the explorer. @module */

import type { ProtocolSystem } from "../../../check/explore/protocol_system.ts";
import type { Instance } from "../../../kit/kit.ts";
import { type Invariant, remembering, type Snapshot } from "../../../model/invariant.ts";
import type { Replica } from "../crdt.ts";
import { type Basket, basket, type BasketUpdate, click, put, take } from "./basket.ts";
import { deltas } from "./gossip.ts";
import { answeredIsKept, invariants } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { areAlike } from "./storms/settle.ts";

type System = ProtocolSystem<State<Basket>, Message<Basket, BasketUpdate>, Timer, Saved<Basket>>;
/** A small system. */
export type BasketInstance = Instance<
  State<Basket>,
  Message<Basket, BasketUpdate>,
  Timer,
  Saved<Basket>,
  Partial<Rules>
>;

interface Small {
  readonly words: string;
  readonly states?: number;
  readonly depth?: number;
  readonly nightly?: boolean;
  readonly nodes?: number;
  /** What is asked at node 0, at node 1, … */
  readonly asks: readonly (readonly BasketUpdate[])[];
  readonly settings?: Partial<Settings>;
  readonly more?: Partial<System>;
}

function instanceOf(
  { words, states, depth, nightly, nodes = 2, asks, settings, more }: Small,
): BasketInstance {
  return {
    words,
    ...(states === undefined ? {} : { states }),
    ...(depth === undefined ? {} : { depth }),
    ...(nightly === undefined ? {} : { nightly }),
    system: (change) => ({
      name: "crdt-deltas",
      protocol: deltas(basket, { names: 1, ...settings }, change),
      nodes,
      clients: {
        workload: asks.map((list) => list.map((input) => ({ input }))),
        ask: (update) => ({ type: "update", update: update as BasketUpdate }),
        link: "local",
      },
      invariants: [...invariants, answeredIsKept],
      // What is asked again and again is asked in the same words, so there is no end of copies to tell apart.
      network: "duplicating",
      leadsTo: { "all are alike": { to: ({ states }) => areAlike(states) } },
      ...more,
    }),
  };
}

/**
 * The property, as long as no name was drawn twice: here there are so few that it happens. A node that comes back with
 * its disk has begun new sessions; one that has lost it and has drawn its old name counts them from the start.
 */
function unlessDrawnTwice(property: Invariant<State<Basket>>): Invariant<State<Basket>> {
  return remembering<
    State<Basket>,
    { up: boolean[]; sessions: Map<Replica, number>; twice: boolean }
  >({
    name: property.name,
    words: property.words,
    memory: () => ({ up: [], sessions: new Map(), twice: false }),
    check(snapshot, memory) {
      for (const [node, s] of snapshot.states.entries()) {
        const isBack = s !== undefined && memory.up[node] === false;
        if (isBack && s.sessions <= (memory.sessions.get(s.name) ?? -1)) memory.twice = true;
        if (s !== undefined) memory.sessions.set(s.name, s.sessions);
        memory.up[node] = s !== undefined;
      }
      return memory.twice ? undefined : property.check(snapshot);
    },
  });
}

/** Nobody is another from the start: what is drawn first is the same for all, which spares many states. */
function hasFirstNames(
  { states, history }: Pick<Snapshot<State<Basket>>, "states" | "history">,
): boolean {
  return history.some(({ outcome }) => outcome === "ok") ||
    states.every((s) => s === undefined || `${s.name}`.endsWith(".0"));
}

/** The instances. */
export const instances: Readonly<Record<string, BasketInstance>> = {
  "two updates": instanceOf({
    states: 9_148,
    words:
      "two replicas; one is clicked and puts something in, whatever comes late, again or never",
    asks: [[click, put("a")]],
  }),
  "an add and a remove": instanceOf({
    states: 9_021,
    words: "two replicas; one puts something in, the other takes it out",
    asks: [[put("a")], [take("a")]],
  }),
  "a crash": instanceOf({
    states: 4_111,
    words: "two replicas; one is clicked, and either crashes and comes back",
    asks: [[click]],
    more: { crashes: 1 },
  }),
  "a disk is lost": instanceOf({
    depth: 14,
    words: "two replicas; one puts something in, and either may lose its disk",
    asks: [[put("a")]],
    settings: { names: 2 },
    more: {
      crashes: 1,
      wipes: true,
      boundary: hasFirstNames,
      invariants: invariants.map(unlessDrawnTwice),
      leadsTo: {},
    },
  }),
  "a receiver's disk is lost": instanceOf({
    depth: 13,
    words: "two replicas; one puts in two things, and the other may lose its disk",
    asks: [[put("a"), put("b")]],
    settings: { names: 2 },
    more: {
      crashes: 1,
      wipes: true,
      boundary: (global) => global.states[0] !== undefined && hasFirstNames(global),
      invariants: invariants.map(unlessDrawnTwice),
      leadsTo: {},
    },
  }),
};
