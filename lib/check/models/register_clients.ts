/**
 * Clients that try a replicated register: each writes a value of its own and then reads, each time at
 * another server; and the invariant that what they see is linearizable. The counts of states that
 * are known of such systems (Stateright: its register actors) hold with these.
 *
 * @module
 */

import type { Clients } from "../../model/clients.ts";
import type { History } from "../../model/history.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { GlobalState } from "../explore/protocol_system.ts";
import { linearizable } from "../linearizable/check.ts";
import { register, type RegisterInput, type RegisterOutput } from "../spec/register.ts";

/** What a client sends to a server; its answers are `null` for a put, and the value for a get. */
export type RegisterRequest =
  /** Write this value. */
  | { readonly type: "put"; readonly value: string }
  /** Read. */
  | { readonly type: "get" };

/** What a register holds; `null` before the first write. */
export type RegisterValue = string | null;

/** Client `c` writes the letter of its number to server `c` and then reads from server `c` + 1. */
export function registerClients(clients: number): Clients<RegisterRequest> {
  return {
    workload: Array.from({ length: clients }, (_, client) => [
      { input: { type: "write", value: String.fromCharCode(65 + client) } },
      { input: { type: "read" } },
    ]),
    ask(input) {
      const asked = input as RegisterInput;
      return asked.type === "write" ? { type: "put", value: String(asked.value) } : { type: "get" };
    },
    to: ({ client, sequence }, nodes) => (client + sequence) % nodes,
  };
}

/** What clients see is linearizable. */
export const linearizableRegister: Invariant<unknown> = {
  name: "linearizable",
  words: "every operation seems to take effect at one instant between its call and its answer",
  check({ history }) {
    const { verdict } = linearizable(history as History<RegisterInput, RegisterOutput>, register());
    if (verdict === "ok") return undefined;
    return { words: "no order of the operations explains what the clients saw", nodes: [] };
  },
};

/** Some client is about to read something that was written. */
export function isRead({ messages }: GlobalState<unknown>): boolean {
  return messages.some(({ body }) => {
    return "result" in body && body.result !== null;
  });
}
