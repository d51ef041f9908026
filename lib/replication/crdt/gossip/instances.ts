/** Small systems for the explorer. @module */

import type { ProtocolSystem } from "../../../check/explore/protocol_system.ts";
import type { Instance } from "../../../kit/kit.ts";
import { type Basket, basket, type BasketUpdate, click, put, take } from "./basket.ts";
import { deltas } from "./gossip.ts";
import { answeredIsKept, invariants } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { areAlike } from "./storms.ts";

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
  readonly nightly?: boolean;
  readonly nodes?: number;
  /** What is asked at node 0, at node 1, … */
  readonly asks: readonly (readonly BasketUpdate[])[];
  readonly settings?: Partial<Settings>;
  readonly more?: Partial<System>;
}

function instanceOf(
  { words, states, nightly, nodes = 2, asks, settings, more }: Small,
): BasketInstance {
  return {
    words,
    ...(states === undefined ? {} : { states }),
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
      leadsTo: { "all are alike": { to: ({ states }) => areAlike(states) } },
      ...more,
    }),
  };
}

/** The instances. */
export const instances: Readonly<Record<string, BasketInstance>> = {
  "two updates": instanceOf({
    words: "two replicas; one is clicked and puts something in, while messages are lost",
    asks: [[click, put("a")]],
    more: { lossy: true },
  }),
  "two adds": instanceOf({
    words: "two replicas; both put something in, and one puts in another thing",
    asks: [[put("a"), put("b")], [put("c")]],
  }),
  "an add and a remove": instanceOf({
    words: "two replicas; one puts something in twice, the other takes it out",
    asks: [[put("a"), put("a")], [take("a")]],
  }),
  "a crash": instanceOf({
    words: "two replicas; each is clicked, and one of them crashes and comes back",
    asks: [[click], [click]],
    more: { crashes: 1 },
  }),
  "a disk is lost": instanceOf({
    words: "two replicas; one puts in two things, and either may lose its disk",
    asks: [[put("a"), put("b")]],
    settings: { names: 2 },
    more: {
      crashes: 1,
      wipes: true,
      invariants,
      leadsTo: {},
    },
  }),
  "three replicas": instanceOf({
    words: "three replicas; one is clicked, another puts something in",
    nodes: 3,
    asks: [[click], [put("a")]],
    nightly: true,
  }),
};
