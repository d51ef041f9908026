/** What may be chosen where generals exchange orders. @module */

import { assertKinds, listOf, text, usualWith, whole } from "../../model/kinds.ts";
import type { At } from "../rounds/rounds.ts";
import { type Pace, pace } from "../rounds/lockstep.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Order } from "./general.ts";

/** The settings. */
export interface Settings extends Pace {
  /** m: how many traitors are to be borne; there are m + 1 rounds. */
  readonly m: number;
  /** Who commands. */
  readonly commander: NodeId;
  /** What he may order; he chooses one of them at the beginning. */
  readonly orders: readonly Order[];
}

/** One traitor, and two orders. */
export const settings: Settings = { ...pace, m: 1, commander: 0, orders: ["attack", "retreat"] };

/** The settings with those that are chosen; throws unless generals can be made of these. */
export function settingsWith(chosen: Partial<Settings>): Settings {
  const all = usualWith("send orders", settings, chosen);
  const { orders } = all;
  assertKinds<Omit<Settings, keyof Pace>>(
    "send orders",
    { m: all.m, commander: all.commander, orders },
    { m: whole, commander: whole, orders: listOf(text) },
  );
  if (orders.length > 0) return all;
  throw new RangeError("Cannot send orders because orders must be one or more: given none");
}

/** What this node orders, if it commands; null otherwise. */
export function orderOf({ commander, orders }: Settings, at: At): Order | null {
  const { self, peers } = at;
  if (!peers.includes(commander)) {
    throw new RangeError(
      `Cannot send orders because commander must be one of ${peers.length} nodes: given ${commander}`,
    );
  }
  if (self !== commander) return null;
  return orders[orders.length === 1 ? 0 : at.choose(orders.length)]!;
}

/** Who speaks in a round: the commander in the first, his lieutenants afterwards. */
export function speakersOf({ commander }: Settings, round: number, nodes: number): NodeId[] {
  return round === 1 ? [commander] : lieutenantsOf(commander, nodes);
}

/** All but the commander, in ascending order. */
export function lieutenantsOf(commander: NodeId, nodes: number): NodeId[] {
  return Array.from({ length: nodes }, (_, node) => node).filter((node) => node !== commander);
}
