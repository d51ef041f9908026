/** What the account promises, whichever protocol keeps it. @module */

import type { Invariant } from "../model/invariant.ts";
import type { History } from "../model/history.ts";
import { type Entry, SERVER, type State } from "./call.ts";

/**
 * No deposit has its effect twice, whatever numbers its requests had: a call is in the ledger once, and for each
 * amount the ledger has no more calls than there were asked for. Where no two deposits have the same amount, as
 * with `users`, that is each deposit. What a crash takes out of the ledger has no effect: an account that executes
 * such a call again breaks `acknowledgedStays`, if the call was confirmed before, and otherwise nothing.
 */
export const atMostOnce: Invariant<State> = {
  name: "at most once",
  words: "no deposit is in the ledger twice",
  check({ states, history }) {
    const ledger = states[SERVER]?.ledger;
    if (ledger === undefined) return;
    const seen = new Set<string>();
    const left = new Map<number, number>();
    for (const { input } of history) left.set(Number(input), (left.get(Number(input)) ?? 0) + 1);
    for (const entry of ledger) {
      const { client, sequence, amount } = entry, call = `call ${sequence} of node ${client}`;
      // An amount that nobody asked for may be there once: this is about twice.
      const asked = left.get(amount) ?? 1;
      if (seen.has(callOf(entry))) {
        const words = `${call}, a deposit of ${amount}, was executed twice`;
        return { words, nodes: [SERVER, client] };
      }
      if (asked === 0) {
        const words = `a deposit of ${amount} was executed again, as ${call}`;
        return { words, nodes: [SERVER, client] };
      }
      seen.add(callOf(entry));
      left.set(amount, asked - 1);
    }
  },
};

/**
 * What a user was told stays true: for each amount, the ledger has as many calls as were confirmed. Where no two
 * deposits have the same amount, as with `users`, that is each deposit that was confirmed.
 */
export const acknowledgedStays: Invariant<State> = {
  name: "acknowledged stays",
  words: "whatever deposit was acknowledged is in the account",
  check({ states, history }) {
    const ledger = states[SERVER]?.ledger;
    if (ledger === undefined) return;
    const calls = new Map(ledger.map((entry) => [callOf(entry), entry]));
    const left = new Map<number, number>();
    for (const { amount } of calls.values()) left.set(amount, (left.get(amount) ?? 0) + 1);
    for (const { input } of acknowledged(history)) {
      const amount = Number(input), there = left.get(amount) ?? 0;
      left.set(amount, there - 1);
      if (there > 0) continue;
      return {
        words: `a user was told that ${amount} was deposited, but this deposit is ` +
          `not in the account`,
        nodes: [SERVER],
      };
    }
  },
};

/** What a call executes, by name: however often it is in the ledger, it is one deposit. */
function callOf({ client, sequence, amount }: Entry): string {
  return `${client} ${sequence} ${amount}`;
}

/** The deposits that were acknowledged. */
export function acknowledged(history: History): History {
  return history.filter(({ outcome }) => outcome === "ok");
}
