/** What must hold of replicas that gossip deltas of a counter and a set. @module */

import type { History } from "../../../model/history.ts";
import type { Invariant } from "../../../model/invariant.ts";
import { type Basket, basket, type BasketUpdate } from "./basket.ts";
import { knows } from "../state/context.ts";
import { dotSet } from "../state/dots.ts";
import type { State } from "./state.ts";

/** All replicas; undefined while one is down. */
export type Replicas = readonly (Readonly<State<Basket>> | undefined)[];

/** The causal delta-merging condition, seen from outside. */
export const noHoles: Invariant<State<Basket>> = {
  name: "no holes",
  words: "a replica that knows an event knows all earlier ones of the same replica",
  check({ states }) {
    const node = states.findIndex((s) => s !== undefined && s.crdt.basket.context.cloud.size > 0);
    if (node < 0) return undefined;
    const [[replica, counts]] = [...states[node]!.crdt.basket.context.cloud] as [
      [unknown, ReadonlySet<number>],
    ];
    const words = `node ${node} knows event ${[...counts][0]} of ${replica} and not all before it`;
    return { words, nodes: [node] };
  },
};

/** What nobody asked to remove is where its add is known. */
export const absenceIsNoRemoval: Invariant<State<Basket>> = {
  name: "absence is no removal",
  words: "who knows of an add has the element, unless somebody asked to remove it",
  check({ states, history }) {
    for (const [node, s] of states.entries()) {
      for (const [element, dots] of s?.crdt.basket.store ?? []) {
        if (isRemoved(history, element)) continue;
        for (const { replica, count } of dotSet.dots(dots)) {
          const without = states.findIndex((other) =>
            other !== undefined && knows(other.crdt.basket.context, replica, count) &&
            !other.crdt.basket.store.has(element)
          );
          if (without < 0) continue;
          const words = `node ${without} has not got ${element}, which node ${node} has and ` +
            `nobody removed`;
          return { words, nodes: [node, without] };
        }
      }
    }
    return undefined;
  },
};

/** Nothing comes from nowhere, and nothing counts twice. */
export const noCreation: Invariant<State<Basket>> = {
  name: "no creation",
  words: "no replica counts more clicks than were asked, or has what nobody added",
  check({ states, history }) {
    const clicks = clicksAmong(history), added = new Set<unknown>();
    for (const { input } of history) {
      const asked = input as BasketUpdate | undefined;
      if (asked?.part === "basket") added.add(asked.update.element);
    }
    for (const [node, s] of states.entries()) {
      if (s === undefined) continue;
      const seen = basket.value(s.crdt);
      if (seen.clicks > clicks) {
        return { words: `node ${node} counts ${seen.clicks} of ${clicks} clicks`, nodes: [node] };
      }
      const strange = [...seen.basket].find((element) => !added.has(element));
      if (strange !== undefined) {
        return { words: `node ${node} has ${strange}, which nobody added`, nodes: [node] };
      }
    }
    return undefined;
  },
};

/** An acknowledgement is the truth, as long as the one lives who gave it. */
export const acknowledgedIsThere: Invariant<State<Basket>> = {
  name: "acknowledged is there",
  words: "whom a replica believes to have all of its deltas has all of its state",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      for (const [other, { name, acked }] of s?.peers ?? []) {
        const peer = states[other];
        if (acked !== s!.count || peer === undefined || peer.name !== name) continue;
        if (basket.below(s!.crdt, peer.crdt)) continue;
        const words = `node ${node} believes that node ${other} has all that it has`;
        return { words, nodes: [node, other] };
      }
    }
    return undefined;
  },
};

/**
 * What was answered is durable somewhere. It holds while nobody loses what it has saved, and is judged when all nodes
 * are up.
 */
export const answeredIsKept: Invariant<State<Basket>> = {
  name: "answered is kept",
  words: "what a client was told is done is known to some replica, as long as no disk is lost",
  check({ states, history }) {
    if (states.some((s) => s === undefined)) return undefined;
    const told = clicksAmong(history.filter(({ outcome }) => outcome === "ok"));
    const known = Math.max(0, basket.value(together(states)).clicks);
    return known >= told
      ? undefined
      : { words: `${told} clicks were answered, and ${known} are known`, nodes: [] };
  },
};

/** Those of every run, whatever happens in it. */
export const invariants: readonly Invariant<State<Basket>>[] = [
  noHoles,
  absenceIsNoRemoval,
  noCreation,
  acknowledgedIsThere,
];

/** All that the replicas know which are up. */
export function together(states: Replicas): Basket {
  return states.reduce(
    (all, s) => s === undefined ? all : basket.merge(all, s.crdt),
    basket.init(),
  );
}

/** How many clicks these operations asked for. */
export function clicksAmong(history: History): number {
  return history.filter(({ input }) => (input as BasketUpdate | undefined)?.part === "clicks")
    .length;
}

function isRemoved(history: History, element: unknown): boolean {
  return history.some(({ input }) => {
    const asked = input as BasketUpdate | undefined;
    return asked?.part === "basket" && asked.update.type === "remove" &&
      asked.update.element === element;
  });
}
