/**
 * The type that the kit gossips: a counter of clicks and a basket of things, side by side. The one shows what is lost or
 * counted twice, the other what is removed that nobody removed.
 *
 * @module
 */

import type { StateCrdt } from "../crdt.ts";
import { gCounter } from "../state/counters.ts";
import type { Element, SetUpdate } from "../state/elements.ts";
import { orSet } from "../state/or_set.ts";
import { type PartUpdate, product, type StatesOf } from "../state/product.ts";

/** The two of them. */
export type Both = { readonly clicks: typeof gCounter; readonly basket: typeof orSet };
/** The state of both. */
export type Basket = StatesOf<Both>;
/** What may be asked of either. */
export type BasketUpdate = PartUpdate<Both>;
/** What is seen of both. */
export interface BasketValue {
  /** How often was clicked. */
  readonly clicks: number;
  /** What is in the basket. */
  readonly basket: ReadonlySet<Element>;
}

/** A counter and a set, side by side. */
export const basket: StateCrdt<Basket, BasketUpdate, BasketValue> = product({
  clicks: gCounter,
  basket: orSet,
});

/** Asks to count one more click. */
export const click: BasketUpdate = { part: "clicks", update: 1 };
/** Asks to put a thing into the basket. */
export const put = (element: Element): BasketUpdate => asked("add", element);
/** Asks to take a thing out of the basket. */
export const take = (element: Element): BasketUpdate => asked("remove", element);

function asked(type: SetUpdate["type"], element: Element): BasketUpdate {
  return { part: "basket", update: { type, element } };
}
