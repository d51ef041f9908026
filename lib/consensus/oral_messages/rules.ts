/** The decisions that OM(m) rests on, one by one, so that each can be made wrongly. @module */

import { equal } from "../../model/compare.ts";
import type { NodeId } from "../../model/protocol.ts";
import { type Order, RETREAT } from "../generals/general.ts";
import type { Told } from "../rounds/rounds.ts";
import type { Path, Relay } from "./messages.ts";

/** The rules. */
export interface Rules {
  /** What was told along a path in the round in which it could be; undefined if nothing was. */
  readonly toldAlong: (path: Path, told: Told<Relay>) => Order | undefined;
  /** What it counts as to be told nothing along a path. */
  readonly silence: (path: Path, self: NodeId) => Order;
  /** What is counted: what was told directly, and what the others make of it. */
  readonly votes: (own: Order, others: readonly Order[]) => readonly Order[];
  /** What is made of these. */
  readonly combine: (orders: readonly Order[]) => Order;
}

/** As in the paper. */
export const rules: Rules = {
  // Only the last of a path can tell it.
  toldAlong: (path, told) =>
    told.get(path.at(-1)!)?.find((relay) => equal(relay.path, path))?.order,
  silence: () => RETREAT,
  votes: (own, others) => [own, ...others],
  combine: (orders) => majority(orders) ?? RETREAT,
};

/** What more than half of these are, if anything. */
export function majority(orders: readonly Order[]): Order | undefined {
  return orders.find((order) =>
    orders.filter((other) => other === order).length * 2 > orders.length
  );
}
