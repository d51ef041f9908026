/** The decisions that SM(m) rests on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../../model/protocol.ts";
import { sign } from "../../security/identity/signed.ts";
import { type Order, RETREAT } from "../generals/general.ts";
import type { At } from "../rounds/rounds.ts";
import type { Chain, Read } from "./chain.ts";

/** The rules. */
export interface Rules {
  /** Whether it is an order for this battle, and the commander was the first who signed it. */
  readonly isOf: (read: Read, battle: number, commander: NodeId) => boolean;
  /** Whether no general is counted twice among those who have signed. */
  readonly areDistinct: (signers: readonly NodeId[]) => boolean;
  /** Whether what so many have signed may still come in a round. */
  readonly isInTime: (signatures: number, round: number) => boolean;
  /** Whether the last of the orders that were heard is passed on. */
  readonly isNews: (orders: readonly Order[]) => boolean;
  /** What is passed on of it. */
  readonly passedOn: (chain: Chain, at: At) => Chain;
  /** What is obeyed when these have been heard; it depends on which they are, and not on how they came. */
  readonly choice: (orders: readonly Order[]) => Order;
}

/** As in the paper. */
export const rules: Rules = {
  isOf: ({ battle, signers }, own, commander) => battle === own && signers[0] === commander,
  areDistinct: (signers) => new Set(signers).size === signers.length,
  isInTime: (signatures, round) => signatures >= round,
  isNews: () => true,
  passedOn: (chain, at) => sign(at, chain),
  choice: (orders) => orders.length === 1 ? orders[0]! : RETREAT,
};
