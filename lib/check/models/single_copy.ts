/**
 * A register that each server keeps for itself. With one server it is linearizable; with more it is what
 * happens when nobody coordinates (Stateright: single-copy register).
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import type { ProtocolSystem } from "../explore/protocol_system.ts";
import {
  isRead,
  linearizableRegister,
  registerClients,
  type RegisterRequest,
  type RegisterValue,
} from "./register_clients.ts";

/** What a server holds. */
export interface SingleCopy {
  /** The value last put here. */
  value: RegisterValue;
}

/** A server that answers at once. */
export const singleCopy: Protocol<SingleCopy, RegisterRequest> = {
  start: () => ({ value: null }),
  upon: {
    put(s, { from, value }, io) {
      s.value = value;
      io.answer(from, null);
    },
    get(s, { from }, io) {
      io.answer(from, s.value);
    },
  },
};

/** Some clients, some servers. */
export function singleCopySystem(
  clients: number,
  servers: number,
): ProtocolSystem<SingleCopy, RegisterRequest> {
  return {
    name: `single-copy register, ${clients} clients, ${servers} servers`,
    protocol: singleCopy,
    nodes: servers,
    clients: registerClients(clients),
    asking: "at once",
    invariants: [linearizableRegister],
    sometimes: { "a value is read": isRead },
  };
}
