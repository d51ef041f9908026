/** Part 1. OM(1). @module */

import type { Army, Generals, NodeId, Order, Relay } from "../../exercises/13-byzantine/given.ts";

/** What a general remembers. */
export interface General {
  readonly army: Army;
  /** What the commander has told me. */
  told: Order;
  obeys: Order | null;
}

/** What is obeyed where no order has come, or none that more than half say. */
const RETREAT = "retreat";

/** How it is decided. */
export interface Ways {
  readonly told: (told: ReadonlyMap<NodeId, readonly Relay[]>, path: readonly NodeId[]) => Order;
  readonly votes: (own: Order, others: readonly Order[]) => readonly Order[];
  readonly decide: (votes: readonly Order[], army: Army) => Order;
  /** The other lieutenants. */
  readonly others: (army: Army) => readonly NodeId[];
  readonly passes: (told: Order) => Order;
}

export const ways: Ways = {
  told: (told, path) =>
    told.get(path.at(-1)!)?.find((relay) => relay.path.join() === path.join())?.order ?? RETREAT,
  votes: (own, others) => [own, ...others],
  decide: (votes) =>
    votes.find((vote) => votes.filter((other) => other === vote).length * 2 > votes.length) ??
      RETREAT,
  others: ({ generals, commander, self }) =>
    Array.from({ length: generals }, (_, node) => node).filter((node) =>
      node !== commander && node !== self
    ),
  passes: (told) => told,
};

export function generalsWith(own: Partial<Ways> = {}): Generals<General> {
  const way = { ...ways, ...own };
  return {
    start: (army) => ({ army, told: RETREAT, obeys: null }),
    say({ army, told }, round, to) {
      const { self, commander, order } = army;
      if (round === 1) return self === commander ? [{ path: [self], order: order! }] : [];
      if (self === commander || to === commander) return [];
      return [{ path: [commander, self], order: way.passes(told) }];
    },
    hear(s, round, told) {
      const { army } = s, { self, commander } = army;
      if (self === commander) return;
      if (round === 1) s.told = way.told(told, [commander]);
      else {
        const others = way.others(army).map((node) => way.told(told, [commander, node]));
        s.obeys = way.decide(way.votes(s.told, others), army);
      }
    },
    obeys: ({ obeys }) => obeys,
  };
}

export const generals: Generals<General> = generalsWith();
