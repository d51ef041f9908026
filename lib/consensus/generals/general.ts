/**
 * The Byzantine Generals Problem (Lamport, Shostak and Pease 1982, section 1): a commanding general sends an order to
 * his n − 1 lieutenant generals such that
 *
 * - IC1: all loyal lieutenants obey the same order;
 * - IC2: if the commanding general is loyal, then every loyal lieutenant obeys the order that he sends.
 *
 * These are the interactive consistency conditions. Neither asks anything of what happens when all are traitors,
 * nor which order is obeyed when the commander is one.
 *
 * @module
 */

import type { Invariant } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Lockstep } from "../rounds/lockstep.ts";

/** An order. */
export type Order = string;

/** What is obeyed where no order has come, or none that can be trusted. */
export const RETREAT: Order = "retreat";

/** A general, as far as others judge him. */
export interface General {
  /** The commander: what he orders. Null at lieutenants. */
  readonly order: Order | null;
  /** A lieutenant: what he obeys; null as long as he has not decided. Null at the commander. */
  readonly obeys: Order | null;
}

/** A general of a protocol in rounds. */
export type Marching = Pick<Lockstep<General, unknown>, "inner">;

/** IC1. */
export const ic1: Invariant<Marching> = {
  name: "IC1",
  words: "all loyal lieutenants obey the same order",
  check({ states }) {
    const [first, ...others] = decided(states);
    const other = others.find(({ obeys }) => obeys !== first!.obeys);
    if (first === undefined || other === undefined) return undefined;
    return {
      words: `lieutenant ${first.node} obeys "${first.obeys}", and lieutenant ${other.node} ` +
        `obeys "${other.obeys}"`,
      nodes: [first.node, other.node],
    };
  },
};

/** IC2. */
export const ic2: Invariant<Marching> = {
  name: "IC2",
  words: "if the commander is loyal, all loyal lieutenants obey the order that he sends",
  check({ states }) {
    const commander = states.findIndex((s) => (s?.inner.order ?? null) !== null);
    if (commander < 0) return undefined;
    const order = states[commander]!.inner.order;
    const disobedient = decided(states).find(({ obeys }) => obeys !== order);
    if (disobedient === undefined) return undefined;
    const { node, obeys } = disobedient;
    return {
      words:
        `the commander is loyal and orders "${order}", and lieutenant ${node} obeys "${obeys}"`,
      nodes: [commander, node],
    };
  },
};

/** Both, IC2 first: where it is broken, IC1 may be, too, and IC2 says more. */
export const consistency: readonly Invariant<Marching>[] = [ic2, ic1];

/** Whether each general that is there, and is no commander, has decided. */
export function allObey(states: readonly (Marching | undefined)[]): boolean {
  return states.every((s) => s === undefined || s.inner.order !== null || s.inner.obeys !== null);
}

function decided(
  states: readonly (Marching | undefined)[],
): { readonly node: NodeId; readonly obeys: Order }[] {
  return states.flatMap((s, node) => {
    const obeys = s?.inner.obeys ?? null;
    return obeys === null ? [] : [{ node, obeys }];
  });
}
