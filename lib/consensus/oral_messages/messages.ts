/** What generals tell each other who do not sign. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Order } from "../generals/general.ts";

/** Through whom an order has come: the commander first, whoever tells it last. */
export type Path = readonly NodeId[];

/** What is told: an order, and through whom it has come. */
export interface Relay {
  /** Through whom, the sender last. */
  readonly path: Path;
  /** What he says. */
  readonly order: Order;
}
