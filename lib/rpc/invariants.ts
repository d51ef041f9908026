/** What the account promises, whichever protocol keeps it. @module */

import type { Invariant } from "../model/invariant.ts";
import type { History } from "../model/history.ts";
import { balanceOf, SERVER, type State } from "./call.ts";

/** No call is executed twice. */
export const atMostOnce: Invariant<State> = {
  name: "at most once",
  words: "no call is in the ledger twice",
  check({ states }) {
    const seen = new Set<string>();
    for (const { client, sequence, amount } of states[SERVER]?.ledger ?? []) {
      const call = `call ${sequence} of node ${client}`;
      if (seen.has(call)) {
        return {
          words: `${call}, a deposit of ${amount}, was executed twice`,
          nodes: [SERVER, client],
        };
      }
      seen.add(call);
    }
  },
};

/** What a user was told stays true. */
export const acknowledgedStays: Invariant<State> = {
  name: "acknowledged stays",
  words: "whatever deposit was acknowledged is in the account",
  check({ states, history }) {
    const ledger = states[SERVER]?.ledger;
    if (ledger === undefined) return;
    const promised = acknowledged(history);
    const balance = balanceOf(ledger);
    if (balance >= promised) return;
    return {
      words: `users were told of deposits of ${promised} in all, but the account holds ${balance}`,
      nodes: [SERVER],
    };
  },
};

/** The sum of the deposits that were acknowledged. */
export function acknowledged(history: History): number {
  return history.reduce(
    (sum, { input, outcome }) => outcome === "ok" ? sum + Number(input) : sum,
    0,
  );
}
